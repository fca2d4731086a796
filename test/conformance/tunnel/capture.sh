# tcpdump of tunnels: what is carried, on the link below and on the tunnels, which have no link layer
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add e0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02 netns far
for on in "" "-n far"; do ip $on link set e0 up; done
ip addr add 10.0.0.1/24 dev e0
ip -n far addr add 10.0.0.2/24 dev e0
ip link add i0 type ipip local 10.0.0.1 remote 10.0.0.2
ip -n far link add i0 type ipip local 10.0.0.2 remote 10.0.0.1
ip link add g0 type gre local 10.0.0.1 remote 10.0.0.2 key 258 seq csum
ip -n far link add g0 type gre local 10.0.0.2 remote 10.0.0.1 key 258 seq csum
ip link add p0 address 02:00:00:00:01:01 type gretap local 10.0.0.1 remote 10.0.0.2
ip -n far link add p0 address 02:00:00:00:01:02 type gretap local 10.0.0.2 remote 10.0.0.1
for dev in i0 g0 p0; do ip link set $dev up; ip -n far link set $dev up; done
ip addr add 192.168.0.1/24 dev i0
ip -n far addr add 192.168.0.2/24 dev i0
ip addr add 192.168.1.1/24 dev g0
ip -n far addr add 192.168.1.2/24 dev g0
ip addr add 192.168.2.1/24 dev p0
ip -n far addr add 192.168.2.2/24 dev p0
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev e0 nud permanent
ip -n far neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev e0 nud permanent
tcpdump -ntl -i e0 -c 8 > /tmp/e0 2> /tmp/e0.err &
tcpdump -ntl -i i0 -c 2 > /tmp/i0 2> /tmp/i0.err &
tcpdump -ntel -i g0 -c 2 host 192.168.1.2 > /tmp/g0 2> /tmp/g0.err &
tcpdump -ntl -i p0 -c 4 > /tmp/p0 2> /tmp/p0.err &
sleep 2
ping -c 1 -q 192.168.0.2
ping -c 1 -q 192.168.1.2
ping -c 1 -q 192.168.2.2
wait
for file in e0 i0 g0 p0; do sed 's/ id [0-9]*,/ id ID,/' /tmp/$file; cat /tmp/$file.err; done
tcpdump -ntel -i e0 -c 4 ip proto 47 > /tmp/e0 2> /dev/null &
tcpdump -ntel -i i0 -c 2 icmp > /tmp/i0 2> /dev/null &
tcpdump -ntl -i g0 -c 2 icmp > /tmp/g0 2> /dev/null &
tcpdump -ntel -i any -c 4 ip and not net 192.168.1.0/24 > /tmp/any 2> /tmp/any.err &
sleep 2
ping -c 1 -q 192.168.0.2
ping -c 1 -q 192.168.1.2
ping -c 1 -q 192.168.2.2
wait
for file in e0 i0 g0 any; do sed 's/ id [0-9]*,/ id ID,/' /tmp/$file; done
tcpdump -i i0 vlan
tcpdump -i g0 vlan 5
tcpdump -i i0 ether host 02:00:00:00:00:01
cat /sys/class/net/i0/address /sys/class/net/i0/addr_len /sys/class/net/g0/type /sys/class/net/g0/broadcast
ip link del p0
ip -n far link del p0
