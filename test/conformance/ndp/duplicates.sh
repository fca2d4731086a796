# Duplicate address detection: tentative, dadfailed, nodad, dad_transmits
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
ip netns exec a sysctl -qw net.ipv6.conf.B.accept_dad=0
ip link set A up
ip -n a link set B up
ip -n a addr add 2001:db8::1/64 dev B
sleep 2.2
ip addr add 2001:db8::1/64 dev A
ip -6 addr show dev A | grep 2001
sleep 2.1
ip -6 addr show dev A | grep 2001
ip -6 route get 2001:db8::1
ip addr add 2001:db8::3/64 dev A nodad
ip -6 addr show dev A | grep 2001
ping -c 1 -W 0.5 2001:db8::1 | grep loss
ip addr del 2001:db8::1/64 dev A
sysctl -w net.ipv6.conf.A.dad_transmits=0
ip addr add 2001:db8::1/64 dev A
ip -6 addr show dev A | grep 2001
ip link del A
ip netns del a
