# words of ifconfig, route and arp that few know, and what is wrong with them
# oracle: root
ip netns add c
ip netns exec c sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
ip -n c link set B up
ifconfig A 10.1.0.1/24
ifconfig A dynamic
ifconfig A -trailers
ifconfig A | grep -o "[A-Z]*,DYNAMIC"
ip link show A | grep -o "DYNAMIC,[A-Z]*"
ifconfig A -dynamic
ifconfig A metric 1
ifconfig A irq 5
ifconfig A media foo
ifconfig A hw ether 2:0:0:0:0:c
ifconfig A hw ether 02:00:00:00:00
ifconfig A hw loop 02:00:00:00:00:0a
ifconfig A hw foo 1 2>&1 | head -2
ifconfig lo hw ether 02:00:00:00:00:0a
ifconfig A 10.1.0.1/24 netmask 255.255.0.0 broadcast 10.1.0.99
ip -4 addr show A
ifconfig A del 10.1.0.9
ip -4 addr show A
ifconfig A inet6 ::1
ifconfig A:1 up
ifconfig none:1 up
ifconfig none 10.0.0.1/24 mtu 5
route -n -A inet,inet6 | grep -v ::
route -A foo
route add default gw 10.1.0.1 gw 10.1.0.2 2>&1 | tail -1
route add -net 10.2.0.0/16 gw 0.0.0.0
route add -net 10.2.0.0/16 gw 10.1.0.1
route add -net 10.3.0.0/33 dev A 2>&1 | head -1
route add -net 10.3.0.0 netmask foo dev A
route add -net 10.3.0.0/16 mss foo dev A 2>&1 | head -1
route add -net 10.3.0.0/16 mod dev A
route -6 add foo dev A
ip route
arp -s 10.1.0.7 02:00:00:00:00:07 dev A
arp -s 10.1.0.1 02:00:00:00:00:07
arp -s 10.9.0.1 02:00:00:00:00:07
arp -s 10.1.0.8 02:00:00:00:00:08 netmask 255.255.255.0 pub
arp -s 10.1.0.8 02:00:00:00:00:08 pub
arp -s 10.1.0.8 02:00:00:00:00:08 dontpub
arp -Ds 10.1.0.8 none
arp -H foo
arp -H ppp
arp -A inet6
arp -f none
echo '10.1.0.21 02:00:00:00:00:21
foo 02:00:00:00:00:22
10.1.0.23' >> ethers
arp -f ethers
arp -n 10.1.0.21
arp -d 10.1.0.21
arp -d 10.1.0.21
arp -i none -d 10.1.0.7
arp -v -d 10.1.0.99
netstat -M
netstat -anS
netstat -r -i 2>&1 | head -1
netstat --ipx
