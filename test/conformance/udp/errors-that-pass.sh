# Of what routers say of datagrams a connected socket meets what will not pass alone; what it was to send meanwhile is thrown away
# oracle: root
for n in near mid; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; ip -n $n link set lo up; done
ip link add n0 netns near type veth peer name m0 netns mid
ip -n near link set n0 up
ip -n mid link set m0 up
ip -n near address add 10.0.1.1/24 dev n0
ip -n mid address add 10.0.1.2/24 dev m0
ip -n near address add fd00:1::1/64 dev n0
ip -n mid address add fd00:1::2/64 dev m0
ip netns exec mid sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv6.icmp.ratelimit=0
ip -n near route add default via 10.0.1.2
ip -n near route add default via fd00:1::2
ip -n mid route add prohibit 10.0.11.0/24
ip -n mid route add unreachable 10.0.12.0/24
ip -n mid route add unreachable fd00:11::/64
ip -n mid route add prohibit fd00:12::/64
sleep 1.5
ip netns exec near ping -q -c 1 10.0.1.2 > /dev/null
ip netns exec near ping -q -c 1 fd00:1::2 > /dev/null
counts() { ip netns exec near nstat | grep -oE '(Ip6?OutDiscards|Udp6?OutDatagrams) *[0-9]*'; }
counts > before
say() { echo hi | ip netns exec near "$@" 2>&1 | sed -E 's/.*socat\[[0-9]+\]/socat/; s/0x[0-9a-f]+/P/'; echo "${PIPESTATUS[1]}"; counts; sleep 3; }
for a in 10.0.1.2 10.0.11.1 10.0.12.1 10.0.13.1 fd00:1::2 fd00:11::1 fd00:12::1 fd00:13::1; do say nc -v -u -w 1 $a 99; done
for a in 10.0.1.2 10.0.11.1 10.0.12.1 [fd00:1::2] [fd00:11::1] [fd00:12::1]; do say socat -t 0.3 - UDP:$a:99; done
for a in 10.0.11.1 10.0.12.1 fd00:11::1 fd00:12::1; do say bash -c "exec 5<> /dev/udp/$a/99; for i in 1 2 3; do echo \$i >&5; done"; done
say nc -u -w 1 10.0.11.1 70000
for n in near mid; do ip netns del $n; done
