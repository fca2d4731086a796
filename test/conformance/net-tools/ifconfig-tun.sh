# A tun device by ifconfig, arp, brctl and ethtool
# oracle: root
ip tuntap add tu0 mode tun
ip tuntap add ta0 mode tap
ifconfig tu0 10.5.0.1/24
sleep 1.5
ifconfig tu0 10.5.0.1 dstaddr 10.5.0.2
ifconfig tu0 | grep -v "[RT]X"
ifconfig ta0 | grep -v "ether\|[RT]X"
ifconfig -s tu0
ifconfig tu0 broadcast 10.5.0.255
ifconfig tu0 -pointopoint
ifconfig tu0 pointopoint
ifconfig tu0 hw ether 02:00:00:00:00:01
ip addr show tu0 | tail -n +2
arp -i tu0 -s 10.5.0.9 02:00:00:00:00:01
arp -Ds 10.5.0.9 tu0
brctl addbr br0
brctl addif br0 tu0
brctl addif br0 ta0
brctl show br0 | tr '\t' ' ' | sed 's/8000\.[0-9a-f]*/ID/'
ethtool tu0
ifconfig nope -pointopoint
