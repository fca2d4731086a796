# Several next hops, those of nexthop objects too, with a device asked for and with gateways that do not answer
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
ip route add 10.9.0.0/16 nhid 5
ip -6 route add fd09::/64 nhid 6
ip -6 route add fd0a::/64 nexthop via fd01::2 nexthop via fd02::2
ip route add 10.8.0.0/16 nexthop via 10.1.0.2 nexthop via 10.2.0.2
for i in $(seq 40); do ip route get fd09::$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 40); do ip route get fd09::$i oif b0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 40); do ip route get fd0a::$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 40); do ip route get 10.9.0.$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 40); do ip route get 10.8.0.$i oif b0; done | grep -o 'dev .0' | sort -u | xargs
ip neigh add fd01::2 dev a0 nud failed
for i in $(seq 40); do ip route get fd0a::$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 40); do ip route get fd0a::$i; done | grep -o 'dev .0' | sort -u | xargs
ip neigh replace fd02::2 dev b0 nud failed
for i in $(seq 40); do ip route get fd0a::$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get fd0a::$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get fd09::$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 40); do ip route get fd09::$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 40); do ip route get fd09::$i oif b0; done | grep -o 'dev .0' | sort -u | xargs
sysctl -qw net.ipv6.conf.all.forwarding=1
for i in $(seq 40); do ip route get fd09::$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get fd09::$i; done | grep -o 'dev .0' | sort -u | xargs
ip neigh del fd02::2 dev b0
for i in $(seq 40); do ip route get fd09::$i oif a0; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get fd09::$i; done | grep -o 'dev .0' | sort -u | xargs
for i in $(seq 60); do ip route get fd0a::$i; done | grep -o 'dev .0' | sort -u | xargs
ip link del a0
ip link del b0
