# tcpdump of tunnels over IPv6: what is carried, with and without the limit of encapsulation, on the link below and on the tunnels
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add e0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02 netns far
for on in "" "-n far"; do ip $on link set e0 up; done
ip addr add 2001:db8::1/64 dev e0
ip -n far addr add 2001:db8::2/64 dev e0
ip link add i0 type ip6tnl mode any local 2001:db8::1 remote 2001:db8::2 tclass 0x1c flowlabel 0x12345
ip -n far link add i0 type ip6tnl mode any local 2001:db8::2 remote 2001:db8::1
ip link add g0 type ip6gre local 2001:db8::1 remote 2001:db8::2 key 258 seq csum hoplimit 9
ip -n far link add g0 type ip6gre local 2001:db8::2 remote 2001:db8::1 key 258 seq csum encaplimit none tclass inherit
ip link add p0 address 02:00:00:00:01:01 type ip6gretap local 2001:db8::1 remote 2001:db8::2 encaplimit 3
ip -n far link add p0 address 02:00:00:00:01:02 type ip6gretap local 2001:db8::2 remote 2001:db8::1 hoplimit inherit
sysctl -qw net.ipv6.conf.p0.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.p0.disable_ipv6=1
for dev in i0 g0 p0; do ip link set $dev up; ip -n far link set $dev up; done
ip addr add 192.168.0.1/24 dev i0
ip -n far addr add 192.168.0.2/24 dev i0
ip addr add fd00::1/64 dev i0
ip -n far addr add fd00::2/64 dev i0
ip addr add 192.168.1.1/24 dev g0
ip -n far addr add 192.168.1.2/24 dev g0
ip addr add 192.168.2.1/24 dev p0
ip -n far addr add 192.168.2.2/24 dev p0
ip neigh add 2001:db8::2 lladdr 02:00:00:00:00:02 dev e0 nud permanent
ip -n far neigh add 2001:db8::1 lladdr 02:00:00:00:00:01 dev e0 nud permanent
sleep 3
tcpdump -ntl -i e0 -c 8 'not icmp6' > /tmp/e0 2> /tmp/e0.err &
tcpdump -ntl -i i0 -c 2 icmp > /tmp/i0 2> /tmp/i0.err &
tcpdump -ntel -i g0 -c 2 icmp > /tmp/g0 2> /tmp/g0.err &
tcpdump -ntl -i p0 -c 4 > /tmp/p0 2> /tmp/p0.err &
sleep 2
ping -c 1 -W 1 -q 192.168.0.2
ping -c 1 -W 1 -q 192.168.1.2
ping -c 1 -W 1 -q 192.168.2.2
wait
for file in e0 i0 g0 p0; do sed 's/ id [0-9]*,/ id ID,/' /tmp/$file; cat /tmp/$file.err; done
tcpdump -ntvl -i e0 -c 2 'ip6 proto 60' > /tmp/e0 2> /dev/null &
tcpdump -nteXl -i i0 -c 1 icmp6 and host fd00::2 > /tmp/i0 2> /dev/null &
sleep 2
ping -c 1 -W 1 -q -p ff -s 8 fd00::2
wait
sed 's/ id [0-9]*,/ id ID,/; s/flowlabel 0x12345/LABEL/; s/flowlabel 0x[0-9a-f]*, //g' /tmp/e0
tail -n +2 /tmp/i0 | cut -c 20-50 | head -n 2
ip -s link show i0 | tail -n 4
ip -s link show g0 | tail -n 4
ip -n far -s link show p0 | tail -n 4
tcpdump -L -i i0
tcpdump -L -i g0
ip link del p0
ip -n far link del p0
