# A router that has no IPv4 address tells of errors by the one that is nobody's (RFC 7600); with one, by that
# oracle: vm
ip netns add b
ip link add A type veth peer name B netns b
ip link set A up
ip -n b link set B up
sysctl -qw net.ipv6.conf.A.accept_dad=0
ip addr add 172.16.0.1/32 dev A
ip addr add 2001:db8:1::1/64 dev A nodad
ip -n b addr add 2001:db8:1::2/64 dev B nodad
ip route add 172.16.1.0/24 via inet6 2001:db8:1::2
ip -n b route add 172.16.0.0/24 via inet6 2001:db8:1::1
ip netns exec b sysctl -qw net.ipv4.ip_forward=1
ip -n b route get 172.16.0.1
ip -n b route get 172.16.1.1 from 172.16.0.1 iif B
sleep 2.5
ping -c 1 -W 1 172.16.1.1 | grep -v rtt
ip -n b addr add 10.1.0.1/24 dev B
ping -c 1 -W 1 172.16.1.1 | grep -v rtt
