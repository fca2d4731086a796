# Where ping goes: sizes, broadcast, multicast, zones, families
# oracle: root
ip netns add c
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
sysctl -qw net.ipv6.conf.A.accept_dad=0
ip netns exec c sysctl -qw net.ipv6.conf.B.accept_dad=0
ip addr add 10.1.0.1/24 dev A
ip addr add 10.1.0.5/24 dev A
ip addr add 10.8.0.1/32 dev lo
ip addr add 2001:db8::1/64 dev A
ip -n c addr add 10.1.0.2/24 dev B
ip -n c addr add 2001:db8::2/64 dev B
ip link set A up
ip -n c link set B up
ip -n c route add default via 10.1.0.1
sleep 1.2
ping -c1 -s 8 10.1.0.2
ping -c1 -s 0 10.1.0.2
ping -c1 -s 2000 -M do 10.1.0.2
ping -c1 -s 2000 -M dont 10.1.0.2
ping -c1 -s 65507 10.1.0.2
ping -c1 -s 65508 10.1.0.2
ping -c1 10.1.0
ping -c1 0
ping -c1 0x7f000001
ping -c1 10.1.0.256
ping -c1 -W0.2 255.255.255.255
ping -c1 -b -W0.2 10.1.0.255
ping -c1 -W0.2 10.1.0.255
ping -c1 -W0.2 240.0.0.1
ping -c1 -W0.2 224.0.0.99
ping -c1 -W0.2 10.99.0.1
ip netns exec c ping -c1 -W0.2 10.99.0.1
ping -c1 -W0.2 fe80::1
ping -c1 -W0.2 fe80::1%nodev
ping -c1 -W0.2 2001:db8:1::1
ping -c1 -W0.2 ff02::1%A | head -n 2
ping -c1 -W0.2 fe80::ff:fe00:b%A
ping -6 -c1 -W0.2 10.1.0.2
ping -4 -c1 -W0.2 2001:db8::2
ping6 -c1 -W0.2 10.1.0.2
ping6 -4 -c1 -W0.2 10.1.0.2
ping -4 -6 -c1 -W0.2 10.1.0.2
ping -c1 -t 1 2001:db8::2 | tail -n 3
ping -c1 -F 0x12345 2001:db8::2 | head -n 1
ping -c1 -F 0x123456 2001:db8::2
ping -c1 -F zz 2001:db8::2
ping -c1 -M do -s 1500 2001:db8::2
ping -c1 -M want -s 1500 2001:db8::2 | tail -n 3
ip link del A
ip netns del c
