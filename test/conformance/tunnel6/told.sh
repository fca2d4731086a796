# What ip monitor hears of tunnels over IPv6, and what of them ends with the namespace they were made in
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
modprobe -a ip6_tunnel ip6_gre
ip netns add far
ip link add e0 type dummy
ip link set e0 up
ip addr add 2001:db8::1/64 dev e0
ip -o monitor link addr route > /tmp/told 2>&1 &
sleep 1
ip link add t0 type ip6tnl local 2001:db8::1 remote 2001:db8::2
ip link add g0 type ip6gre local 2001:db8::1 remote 2001:db8::2
ip link add p0 address 02:00:00:00:00:01 type ip6gretap local 2001:db8::1 remote 2001:db8::2
ip -6 tunnel add t1 mode ip6ip6 local 2001:db8::1 remote 2001:db8::3
ip -6 tunnel add g1 mode ip6gre local 2001:db8::1 remote 2001:db8::3
ip link set t0 up
ip link set g0 up
ip link set t0 type ip6tnl hoplimit 9
ip link set g0 type ip6gre hoplimit 9
ip -6 tunnel change t0 remote 2001:db8::4
ip -6 tunnel change g0 remote 2001:db8::4
ip -6 tunnel change t1 hoplimit 5
ip link set t0 type ip6tnl remote any
ip link set t0 down
ip -6 tunnel del g1
ip link del p0
sleep 1
kill %1
wait
sed 's/[0-9a-f]*:[0-9a-f]*:[0-9a-f]*:: /PERMANENT /; s/fe80::[0-9a-f:]*/LINKLOCAL/g' /tmp/told
ip link set t1 netns far
ip -n far link show t1
ip -n far link set t1 up
ip -n far -d link show t1
ip -n far link set t1 netns 1
ip link set g0 netns far
ip -n far link set g0 type ip6gre key 7
ip -n far -d link show g0
ip link add g2 type ip6gre local 2001:db8::1 remote 2001:db8::4
ip link add g2 type ip6gre local 2001:db8::1 remote 2001:db8::4 key 7
ip netns del far
ip -6 tunnel
for dev in t0 g2 e0; do ip link del $dev; done
