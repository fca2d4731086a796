# Rules of IPv6 on destinations and marks
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.accept_dad=0 net.ipv6.conf.A.accept_ra=0
ip netns exec a sysctl -qw net.ipv6.conf.B.accept_dad=0 net.ipv6.conf.B.accept_ra=0
ip addr add 2001:db8::1/64 dev A
ip -n a addr add 2001:db8::2/64 dev B
ip link set A up
ip -n a link set B up
sleep 1.2
ip -6 rule add to 2001:db8:5::/48 lookup 100
ip -6 route add 2001:db8:5::/48 via 2001:db8::2 table 100
ip -n a addr add 2001:db8:5::1/128 dev B
ping -c 1 -W 0.5 2001:db8:5::1
ip -6 rule add fwmark 7 to 2001:db8:6::/48 lookup 200
ip -6 route add 2001:db8:6::/48 via 2001:db8::2 table 200
ip -n a addr add 2001:db8:6::1/128 dev B
ping -c 1 -W 0.5 2001:db8:6::1
ping -c 1 -W 0.5 -m 7 2001:db8:6::1 | grep loss
ip -6 rule add to 2001:db8:7::/48 blackhole
ping -c 1 -W 0.5 2001:db8:7::1
ip -6 rule add to 2001:db8:8::/48 unreachable
ping -c 1 -W 0.5 2001:db8:8::1
ip link del A
ip netns del a
