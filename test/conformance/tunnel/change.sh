# Changing tunnels: ends, keys, the link they leave by, the MTU that follows; tunnels in other namespaces
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add p0 mtu 1400 type veth peer name p1
ip link set p0 up
ip link set p1 up
ip addr add 10.0.0.1/24 dev p0
ip link add g0 type gre remote 10.0.0.2
ip link show g0
ip link add g1 type gre remote 10.0.0.2 local 10.0.0.1 key 1 csum
ip link show g1
ip link add g2 type gre remote 10.0.0.2 local 10.0.0.99 key 2
ip link show g2
ip link add g3 type gre remote 10.9.0.2 dev p0
ip link show g3
ip link add g4 type gretap remote 10.0.0.2 dev p1
ip link show g4
ip link add i0 type ipip remote 10.0.0.1
ip link show i0
ip link add s0 type sit remote 10.0.0.2
ip link show s0
ip link set p0 mtu 1300
ip link show g0
ip link set g1 type gre nocsum
ip -d link show g1
ip link set g1 type gre seq okey 9 nopmtudisc ttl 30
ip -d link show g1
ip link set g1 type gre noikey noseq ignore-df
ip -d link show g1
ip link set g1 type gre pmtudisc
ip link set g0 type gre dev p0 tos inherit
ip -d link show g0
ip link set g0 type gre remote 10.0.0.3 local 10.0.0.1
ip -d link show g0
ip link set s0 type sit remote 10.0.0.3 ttl 64 6rd-prefix 2001:db8::/32 6rd-relay_prefix 10.0.0.0/8
ip -d link show s0
ip -d -j link show s0
ip link set i0 type ipip mode ipip tos 0x20 fwmark 5
ip -d link show i0
ip tunnel show i0
ip netns add x
ip link set i0 netns x
ip -n x -d link show i0
ip -n x tunnel show
ip -n x link set i0 type ipip ttl 99
ip -n x link set i0 up
ip -n x -j link show i0
ip link add i1 type ipip remote 10.0.0.1
ip link set g3 netns x
ip -n x link show g3
ip -n x tunnel show g3
ip link del p0
ip link show g0
ip tunnel show g0
ip netns del x
sleep 0.2
ip link show
ip link set g0 name t0
ip link del g1
ip link add i1 type ipip remote 10.0.0.1
ip link del gretap0
ip link show type ipip
ip link del g4
