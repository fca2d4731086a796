# What tunnels over IPv6 will not carry: ends that are not there, loops, limits of encapsulation, the wrong protocol; what senders hear
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add e0 type veth peer name e0 netns far
ip link set e0 up
ip -n far link set e0 up
ip addr add 2001:db8::1/64 dev e0
ip -n far addr add 2001:db8::2/64 dev e0
ip -n far addr add 2001:db8::3/64 dev e0
ip -n far link add t0 type ip6tnl mode any local 2001:db8::2 remote 2001:db8::1
ip -n far link set t0 up
ip -n far addr add 10.0.0.2/24 dev t0
ip -n far addr add fd00::2/64 dev t0
ip link add t0 type ip6tnl mode any local 2001:db8::1 remote 2001:db8::2
ip link set t0 up
ip addr add 10.0.0.1/24 dev t0
ip addr add fd00::1/64 dev t0
ping -c 1 -W 1 -q 10.0.0.2
ip link set t0 type ip6tnl local 2001:db8::9
ping -c 1 -W 1 10.0.0.2
ping -c 1 -W 1 fd00::2
ip -s link show t0 | tail -n 4
ip link set t0 type ip6tnl local any
ping -c 1 -W 1 10.0.0.2
ip link set t0 type ip6tnl local 2001:db8::1 remote 2001:db8::1
ping -c 1 -W 1 10.0.0.2
ip link set t0 type ip6tnl remote 2001:db8::2
ip -n far link set t0 type ip6tnl mode ip6ip6
ping -c 1 -W 1 10.0.0.2
ping -c 1 -W 1 -q fd00::2
ip link set t0 type ip6tnl mode ipip6
ping -c 1 -W 1 -q fd00::2
ip link set t0 type ip6tnl mode any remote 2001:db8::3
ping -c 1 -W 1 fd00::2
ping -c 1 -W 1 10.0.0.2
ip -n far link set ip6tnl0 up
ping -c 1 -W 1 fd00::2
ip -n far -s link show ip6tnl0 | tail -n 5 | head -n 2
ip link set t0 type ip6tnl remote 2001:db8::2 encaplimit 0
ip -n far link set t0 type ip6tnl mode any
ping -c 1 -W 1 -q fd00::2
ip link add t1 type ip6tnl local fd00::1 remote fd00::2
ip link set t1 up
ip addr add fd01::1/64 dev t1
ping -c 1 -W 1 fd01::2
ip -s link show t0 | tail -n 2
ip -s link show t1 | tail -n 2
ip link set t1 type ip6tnl encaplimit 0
ping -c 1 -W 1 fd01::2
ip link set t1 type ip6tnl encaplimit none
ip -n far link add t1 type ip6tnl local fd00::2 remote fd00::1
ip -n far link set t1 up
ip -n far addr add fd01::2/64 dev t1
ping -c 1 -W 1 fd01::2
ip link set t1 type ip6tnl encaplimit 1
ping -c 1 -W 1 -q fd01::2
ip route add 2001:db8:5::/64 dev t1
ip link set t1 type ip6tnl local fd01::1 remote 2001:db8:5::1
ping -c 1 -W 1 fd01::2
ip -s link show t1 | tail -n 2
ip -n far link add g1 type ip6gre local 2001:db8::2 remote 2001:db8::1 key 5
ip -n far link set g1 up
ip link add g1 type ip6gre local 2001:db8::1 remote 2001:db8::2 key 6
ip link set g1 up
ip addr add fd02::1/64 dev g1
ping -c 1 -W 1 fd02::2
ping -c 1 -W 1 fd02::2
ip -s link show g1 | tail -n 2
ip netns del far
for dev in t1 t0 g1; do ip link del $dev; done
