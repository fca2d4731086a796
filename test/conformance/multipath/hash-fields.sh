# By what of a packet one of several next hops is chosen
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
ip link set a0 up
ip link set a1 up
ip link set b0 up
ip link set b1 up
ip addr add 10.1.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip addr add fd01::1/64 dev a0
ip addr add fd02::1/64 dev b0
ip nexthop add id 1 via 10.1.0.2 dev a0
ip nexthop add id 2 via 10.2.0.2 dev b0
ip nexthop add id 3 via fd01::2 dev a0
ip nexthop add id 4 via fd02::2 dev b0
ip nexthop add id 5 group 1/2
ip nexthop add id 6 group 3/4
ip nexthop add id 7 group 1/4
ip route add 10.9.0.0/16 nhid 5
ip route add 10.8.0.0/16 nhid 7
ip -6 route add fd09::/64 nhid 6
for i in $(seq 60); do ip route get 10.9.0.$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get 10.8.0.$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get fd09::$i; done | grep -o 'dev .0' | sort -u | xargs
ip neigh add 10.1.0.2 dev a0 nud failed
ip neigh add fd01::2 dev a0 nud failed
for i in $(seq 60); do ip route get 10.9.0.$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get 10.8.0.$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get fd09::$i; done | grep -o 'dev .0' | sort -u | xargs
ip neigh replace 10.2.0.2 dev b0 nud failed
for i in $(seq 60); do ip route get 10.9.0.$i; done | grep -o 'dev .0' | sort -u | xargs
ip neigh replace 10.1.0.2 dev a0 lladdr 02:00:00:00:00:01 nud stale
for i in $(seq 60); do ip route get 10.9.0.$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get 10.9.0.$i oif b0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 20); do ip route get fd09::$i oif b0; done | grep -o 'dev .0' | sort -u | xargs
ip route get 10.9.0.1 oif lo
ip route get fd09::1 oif lo
ip nexthop add id 8 group 1/2 type resilient buckets 8
ip route add 10.7.0.0/16 nhid 8
ip route
for i in $(seq 60); do ip route get 10.7.0.$i; done | grep -o 'dev .0' | sort -u | xargs
ip route add 10.6.0.0/16 nexthop via 10.1.0.2 nexthop via 10.2.0.2
for i in $(seq 60); do ip route get 10.6.0.$i; done | grep -o 'dev .0' | sort -u | xargs
sysctl -qw net.ipv4.fib_multipath_use_neigh=1
for i in $(seq 60); do ip route get 10.6.0.$i; done | grep -o 'dev .0' | sort -u | xargs
for p in 0 1 2 3; do sysctl -qw net.ipv4.fib_multipath_hash_policy=$p; for i in $(seq 60); do ip route get 10.6.0.1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | xargs; done
sysctl net.ipv4.fib_multipath_hash_policy=4
sysctl net.ipv4.fib_multipath_hash_fields
sysctl -w net.ipv4.fib_multipath_hash_fields=0
sysctl -w net.ipv4.fib_multipath_hash_fields=4096
sysctl -w net.ipv4.fib_multipath_hash_fields=0x37
sysctl net.ipv6.fib_multipath_hash_fields
sysctl -w net.ipv6.fib_multipath_hash_fields=64
sysctl -w net.ipv6.fib_multipath_hash_policy=3
ip neigh replace 10.2.0.2 dev b0 lladdr 02:00:00:00:00:02 nud stale
sysctl -qw net.ipv4.fib_multipath_hash_policy=3 net.ipv4.fib_multipath_hash_fields=1
for i in $(seq 60); do ip route get 10.6.0.$i; done | grep -o 'dev .0' | sort -u | wc -l
sysctl -qw net.ipv4.fib_multipath_hash_fields=2
for i in $(seq 60); do ip route get 10.6.0.$i; done | grep -o 'dev .0' | sort -u | wc -l
for i in $(seq 60); do ip route get 10.6.0.1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | wc -l
sysctl -qw net.ipv4.fib_multipath_hash_fields=32
for i in $(seq 60); do ip route get 10.6.0.$i; done | grep -o 'dev .0' | sort -u | wc -l
for i in $(seq 60); do ip route get 10.6.0.1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | wc -l
for i in $(seq 60); do ip route get 10.6.0.1 ipproto udp sport $i dport 5; done | grep -o 'dev .0' | sort -u | wc -l
sysctl -qw net.ipv4.fib_multipath_hash_policy=1
for i in $(seq 60); do ip route get 10.6.0.1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | wc -l
sysctl -qw net.ipv4.fib_multipath_hash_policy=2
for i in $(seq 60); do ip route get 10.6.0.1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | wc -l
for i in $(seq 60); do ip route get 10.6.0.$i; done | grep -o 'dev .0' | sort -u | wc -l
sysctl -qw net.ipv4.fib_multipath_hash_policy=0
for i in $(seq 60); do ip route get 10.6.0.1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | wc -l
for i in $(seq 60); do ip route get 10.6.0.1 from 10.1.0.1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | wc -l
ip -6 route add fd06::/64 nexthop via fd01::5 nexthop via fd02::5
for p in 0 1 2 3; do sysctl -qw net.ipv6.fib_multipath_hash_policy=$p; for i in $(seq 60); do ip route get fd06::1 ipproto udp sport 5 dport $i; done | grep -o 'dev .0' | sort -u | wc -l;  for i in $(seq 60); do ip route get fd06::$i ipproto udp sport 5 dport 6; done | grep -o 'dev .0' | sort -u | wc -l; done
sysctl -qw net.ipv6.fib_multipath_hash_policy=3 net.ipv6.fib_multipath_hash_fields=1
for i in $(seq 60); do ip route get fd06::$i; done | grep -o 'dev .0' | sort -u | wc -l
sysctl -qw net.ipv6.fib_multipath_hash_fields=8
for i in $(seq 60); do ip route get fd06::$i; done | grep -o 'dev .0' | sort -u | wc -l
ip link del a0
ip link del b0
