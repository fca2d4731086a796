# Ends of tunnels over IPv6: on the link, the route's instead of the tunnel's own, on this host, a group, the one of the module, a link of its own
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.addr_gen_mode=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add e0 type veth peer name e0 netns far
ip link add e1 type veth peer name e1 netns far
for dev in e0 e1; do ip link set $dev up; ip -n far link set $dev up; done
ip addr add fe80::1/64 dev e0
ip -n far addr add fe80::2/64 dev e0
ip addr add 2001:db8::1/64 dev e0
ip -n far addr add 2001:db8::2/64 dev e0
ip -n far addr add 2001:db8::3/64 dev e0
ip addr add 2001:db8:1::1/64 dev e1
ip -n far addr add 2001:db8:1::2/64 dev e1
ip link add t0 type ip6tnl local fe80::1 remote fe80::2
ip link set t0 up
ip addr add fd00::1/64 dev t0
ping -c 1 -W 1 fd00::2
ip link show t0
ip link set t0 type ip6tnl dev e0
ip link show t0
ip -n far link add t0 type ip6tnl local fe80::2 remote fe80::1 dev e0
ip -n far link set t0 up
ip -n far addr add fd00::2/64 dev t0
ping -c 1 -W 1 -q fd00::2
ip link set t0 type ip6tnl dev e1
ping -c 1 -W 1 fd00::2
ip link set t0 type ip6tnl dev e0 remote fe80::3
ping -c 1 -W 1 fd00::2
ip -n far link add t1 type ip6tnl local 2001:db8::2 remote any
ip -n far link set t1 up
ip -n far addr add 10.1.0.2/24 dev t1
ip -n far addr add fd01::2/64 dev t1
ip link add t1 type ip6tnl local 2001:db8::1 remote 2001:db8::2
ip link set t1 up
ip addr add 10.1.0.1/24 dev t1
ip addr add fd01::1/64 dev t1
ping -c 1 -W 1 -q fd01::2
ip -n far -6 route add fd01::1/128 via 2001:db8::1 dev t1 onlink
ping -c 1 -W 1 -q fd01::2
ip -n far route add 10.1.0.1/32 via inet6 2001:db8::1 dev t1 onlink
ping -c 1 -W 1 -q 10.1.0.2
ip -n far -d link show t1
ip link add t2 type ip6tnl local 2001:db8::1 remote 2001:db8:1::1
ip link set t2 up
ip addr add fd02::1/64 dev t2
ping -c 1 -W 1 fd02::2
ip link set t2 type ip6tnl allow-localremote
ping -c 1 -W 1 fd02::2
ip -s link show t2 | tail -n 2
ip link set t2 type ip6tnl remote ff05::99
ip link show t2
ping -c 1 -W 1 fd02::2
ip link set t2 type ip6tnl remote ::1
ip link show t2
ip link add t3 type ip6tnl local 2001:db8::1 remote 2001:db8:1::2 dev e0
ip link set t3 up
ip link show t3
ip addr add fd03::1/64 dev t3
ip -n far link set ip6tnl0 up
ip -n far addr add fd03::2/64 dev ip6tnl0
ping -c 1 -W 1 fd03::2
ip -n far -s link show ip6tnl0 | tail -n 4
ip link set t3 type ip6tnl dev e1
ping -c 1 -W 1 fd03::2
ip -s link show t3 | tail -n 2
ip link add g4 type ip6gre local 2001:db8::1 remote 2001:db8::3
ip link set g4 up
ip addr add fd04::1/64 dev g4
ip -n far link set ip6gre0 up
ip -n far addr add fd04::2/64 dev ip6gre0
ping -c 1 -W 1 fd04::2
ip -n far -s link show ip6gre0 | tail -n 4
ip link add p5 address 02:00:00:00:00:05 type ip6gretap local 2001:db8::1 remote 2001:db8::3
sysctl -qw net.ipv6.conf.p5.disable_ipv6=1
ip link set p5 up
ip addr add 10.5.0.1/24 dev p5
arping -q -c 1 -w 1 -I p5 10.5.0.2
ip -n far -s link show ip6gre0 | tail -n 4
ip -n far link add p5 address 02:00:00:00:00:06 type ip6gretap
ip -n far -d link show p5
ip link add g6 type ip6gre local 2001:db8::1
ip -d link show g6
ip link set g6 up
ip addr add fd06::1/64 dev g6
ping -c 1 -W 1 fd06::2
ip -s link show g6 | tail -n 2
ip neigh show nud all dev g6
ip neigh show nud all dev t1 fd01::2
ip netns del far
for dev in t0 t1 t2 t3 g4 p5 g6 e0 e1; do ip link del $dev; done
