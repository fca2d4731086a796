# TCP, UDP and long datagrams by tunnels over IPv6, whole and in pieces; a bridge of Ethernet tunnels; a tunnel that moved away
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.addr_gen_mode=1
for ns in far in; do ip netns add $ns; ip netns exec $ns sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.addr_gen_mode=1; done
ip link add e0 type veth peer name e0 netns far
ip link set e0 up
ip -n far link set e0 up
ip addr add 2001:db8::1/64 dev e0
ip -n far addr add 2001:db8::2/64 dev e0
ip link add t0 type ip6tnl mode any local 2001:db8::1 remote 2001:db8::2
ip -n far link add t0 type ip6tnl mode any local 2001:db8::2 remote 2001:db8::1
ip link add g0 type ip6gre local 2001:db8::1 remote 2001:db8::2 csum
ip -n far link add g0 type ip6gre local 2001:db8::2 remote 2001:db8::1 csum
for dev in t0 g0; do ip link set $dev up; ip -n far link set $dev up; done
ip addr add 10.0.0.1/24 dev t0
ip -n far addr add 10.0.0.2/24 dev t0
ip addr add fd00::1/64 dev t0
ip -n far addr add fd00::2/64 dev t0
ip addr add 10.1.0.1/24 dev g0
ip -n far addr add 10.1.0.2/24 dev g0
seq 1 6000 > /tmp/numbers
for to in "-4 10.0.0.2" "-6 fd00::2" "-4 10.1.0.2"; do ip netns exec far timeout 5 nc ${to% *} -l -p 7000 > /tmp/got & sleep 1; nc -q 1 -w 3 $to 7000 < /tmp/numbers; wait; wc -c < /tmp/got; done
ping -c 1 -W 1 -q -s 3000 10.0.0.2
ping -c 1 -W 1 -q -s 3000 fd00::2
ping -c 1 -W 1 -q -s 3000 10.1.0.2
ip link set t0 mtu 3000
ping -c 1 -W 1 -s 2500 10.0.0.2
ping -c 1 -W 1 -q -s 2500 10.0.0.2
ip link set t0 mtu 1280
ip link set e0 mtu 1280
ip -n far link set e0 mtu 1280
ping -c 1 -W 1 -M do -s 1232 fd00::2
ping -c 1 -W 1 -M do -s 1232 fd00::2
ip -s link show t0 | tail -n 1 | { read bytes packets errors dropped rest; echo $errors $dropped; }
ping -c 1 -W 1 -M do -q -s 1204 10.0.0.2
ping -c 1 -W 1 -M do -q -s 1205 10.0.0.2
ip link set e0 mtu 1500
ip -n far link set e0 mtu 1500
ip link set t0 type ip6tnl hoplimit 64
ip link show t0
ip link set t0 netns in
ip -n in link show t0
ip -n in link set t0 up
ip -n in addr add 10.0.0.1/24 dev t0
ip netns exec in ping -c 1 -W 1 -q 10.0.0.2
ip -n in link set t0 type ip6tnl hoplimit 9
ip -n in -6 tunnel show t0
ip link add t1 type ip6tnl mode any local 2001:db8::1 remote 2001:db8::2
ip -n in -6 tunnel del t0
ip link add br0 type bridge mcast_snooping 0
ip -n far link add br0 type bridge mcast_snooping 0
ip link add p0 address 02:00:00:00:01:01 type ip6gretap local 2001:db8::1 remote 2001:db8::2 key 4
ip -n far link add p0 address 02:00:00:00:01:02 type ip6gretap local 2001:db8::2 remote 2001:db8::1 key 4
ip link set p0 master br0
ip -n far link set p0 master br0
for dev in p0 br0; do ip link set $dev up; ip -n far link set $dev up; done
ip addr add 10.5.0.1/24 dev br0
ip -n far addr add 10.5.0.2/24 dev br0
ping -c 1 -W 1 -q 10.5.0.2
ping -c 1 -W 1 -q -s 2000 10.5.0.2
ethtool -i t0
ethtool -i g0
ifconfig g0 | head -n 3
ip link add t1 type ip6tnl local 2001:db8:1:2:3:4:5:6
ifconfig t1
arp -n
ip netns del far
ip netns del in
for dev in t1 g0 p0 br0; do ip link del $dev; done
