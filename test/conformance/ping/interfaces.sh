# ping -I: devices, addresses, both, and which cannot be
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
ping -c1 -W0.3 -I lo 10.1.0.2
ping -c1 -W0.3 -I lo 127.0.0.1
ping -c1 -W0.3 -I lo 10.1.0.1
ping -c1 -W0.3 -I A 127.0.0.1
ping -c1 -W0.3 -I A 10.1.0.1
ping -c1 -W0.3 -I A 10.1.0.2
ping -c1 -W0.3 -I A -I 10.1.0.5 10.1.0.2
ping -c1 -W0.3 -I 10.1.0.5 -I A 10.1.0.2
ping -c1 -W0.3 -I A -I 10.8.0.1 10.1.0.2
ping -c1 -W0.3 -I 10.8.0.1 10.1.0.2
ping -c1 -W0.3 -I lo 10.77.0.1
ping -c1 -W0.3 -I A 10.77.0.1
ping -c1 -W0.3 -I nodev 10.1.0.2
ping -c1 -W0.3 -I 10.3.3.3 10.1.0.2
ping -c1 -W0.3 -I ::1 10.1.0.2
ping -c1 -W0.3 -I fe80::1%A 10.1.0.2
ping -c1 -W0.3 -I 1:2 10.1.0.2
ping -c1 -W0.3 -I B 10.1.0.2
ping -c1 -W0.3 -I lo ::1
ping -c1 -W0.3 -I A ::1
ping -c1 -W0.3 -I A 2001:db8::2
ping -c1 -W0.3 -I 2001:db8::1 2001:db8::2
ping -c1 -W0.3 -I 2001:db8::99 2001:db8::2
ping -c1 -W0.3 -I nodev 2001:db8::2
ping -c1 -W0.3 -I lo 2001:db8::1
ping -c1 -W0.3 -I A 2001:db8::1
ping -c1 -W0.3 -B 10.1.0.2
ip link del A
ip netns del c
