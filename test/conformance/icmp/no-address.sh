# oracle: root
# who tells of an error: a router without an IPv4 address of its own; one with several; an address that was asked for
ip netns add host
ip netns add router
ip -n host link add eth0 type veth peer name eth0 netns router
ip -n router link add down0 type veth peer name down1
ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0
ip -n host link set eth0 addrgenmode none
ip -n router link set eth0 addrgenmode none
ip -n host link set eth0 up
ip -n router link set eth0 up
ip -n host addr add 172.16.0.1/32 dev eth0
ip -n host addr add 2001:db8:1::1/64 dev eth0 nodad
ip -n router addr add 2001:db8:1::2/64 dev eth0 nodad
ip -n host route add 172.16.1.0/24 via inet6 2001:db8:1::2
ip -n router route add 172.16.0.0/24 via inet6 2001:db8:1::1
ip netns exec host ping -n -c1 -W1 172.16.1.1 | grep From
# the address of a link that is down serves as well
ip -n router addr add 10.9.9.9/24 dev down0
ip netns exec host ping -n -c1 -W1 172.16.1.1 | grep From
ip -n router route get 172.16.0.1
# one without a gateway has the first address, whatever the destination is
ip -n router addr add 10.7.0.1/24 dev eth0
ip -n router addr add 10.5.0.8/24 dev eth0 noprefixroute
ip -n router route add 10.5.0.0/24 dev eth0
ip -n router route get 10.5.0.1
ip -n host neigh flush all
