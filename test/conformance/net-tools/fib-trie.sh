# The tries that the kernel keeps IPv4 routes in
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add n1
ip netns exec n1 cat /proc/net/fib_trie
ip netns exec n1 cat /proc/net/fib_triestat
cat /proc/net/fib_trie
cat /proc/net/fib_triestat
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
ip addr add 192.168.5.1/30 dev B
cat /proc/net/fib_trie
for n in 1 2 3 4 5 6 7 8 9; do ip route add 10.$n.0.0/16 via 10.0.0.2; done
ip route add default via 10.0.0.2
ip route add blackhole 172.16.0.0/12
ip route add unreachable 172.16.5.0/24
ip route add prohibit 172.16.6.0/24 metric 5
ip route add throw 172.16.7.0/24
ip route add 10.3.0.0/24 via 10.0.0.2 metric 9
ip route add 10.3.0.0/24 via 10.0.0.2 tos 0x10
ip route add 10.3.0.0/16 via 10.0.0.2 metric 5 mtu 1400 advmss 1000 window 3000
ip route add 10.4.0.0/24 nexthop via 10.0.0.3 nexthop via 10.0.0.4
cat /proc/net/fib_trie
cat /proc/net/fib_triestat
cat /proc/net/route
ip rule add from 10.0.0.1 lookup 100
ip route add 10.9.0.0/16 via 10.0.0.2 table 100
ip route add 10.3.0.0/16 via 10.0.0.2 table 300 tos 0x10
cat /proc/net/fib_trie
cat /proc/net/fib_triestat
