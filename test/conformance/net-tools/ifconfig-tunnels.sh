# Tunnels and what is no Ethernet by ifconfig, netstat, arp and brctl
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add tn0 type ipip local 10.0.0.1 remote 10.0.0.2
ip link add gr0 type gre local 10.0.0.1 remote 10.0.0.2
ip link add si0 type sit local 10.0.0.1 remote 10.0.0.2
ifconfig tn0 10.3.0.1 pointopoint 10.3.0.2
ifconfig gr0 10.4.0.1/24
ifconfig tn0 | grep -v "[RT]X"
ifconfig gr0 | grep -v "[RT]X" | sed "s,unspec \(..-..-..-..\)[-0-9A-F]*,unspec \1,"
ifconfig si0 | grep -v "[RT]X"
ifconfig si0 up
ifconfig tn0 -pointopoint
ifconfig tn0 pointopoint
ifconfig gr0 broadcast 10.4.0.255
ifconfig tn0 hw ether 02:00:00:00:00:01
ip addr show tn0
route -n
arp -n
arp -Ds 10.5.0.9 tn0 pub
brctl addbr br0
brctl addif br0 tn0
brctl show br0 | tr '\t' ' ' | sed 's/8000\.[0-9a-f]*/ID/'
ifconfig nope tunnel ::10.9.9.9
netstat -i | cut -c1-24
