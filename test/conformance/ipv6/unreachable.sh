# What unreachable, prohibit, blackhole and throw answer over IPv6
# oracle: root
ip netns add c
ip netns add s
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns s
sysctl -qw net.ipv6.conf.A.accept_dad=0 net.ipv6.conf.C.accept_dad=0
ip netns exec c sysctl -qw net.ipv6.conf.B.accept_dad=0 net.ipv6.conf.B.accept_ra=0
ip netns exec s sysctl -qw net.ipv6.conf.D.accept_dad=0 net.ipv6.conf.D.accept_ra=0
ip addr add 2001:db8:1::1/64 dev A
ip addr add 2001:db8:2::1/64 dev C
ip -n c addr add 2001:db8:1::2/64 dev B
ip -n s addr add 2001:db8:2::2/64 dev D
ip link set A up
ip link set C up
ip -n c link set B up
ip -n s link set D up
ip -n c route add default via 2001:db8:1::1
ip -n s route add default via 2001:db8:2::1
sleep 1.2
sysctl -qw net.ipv6.conf.all.forwarding=1
ip route add unreachable 2001:db8:a::/48
ip route add prohibit 2001:db8:b::/48
ip route add blackhole 2001:db8:c::/48
ip route add throw 2001:db8:d::/48
for i in a b c d e; do ip netns exec c ping -c 1 -W 0.5 2001:db8:$i::1; done
for i in a b c d e; do ping -c 1 -W 0.5 2001:db8:$i::1; done
ip -6 rule add to 2001:db8:f::/48 prohibit
ip netns exec c ping -c 1 -W 0.5 2001:db8:f::1
ping -c 1 -W 0.5 2001:db8:f::1
ip netns exec c ping -c 1 -W 0.5 2001:db8:1::99
ip netns exec c ping -c 1 -W 0.5 2001:db8:2::99
ip link del A
ip link del C
ip netns del c
ip netns del s
