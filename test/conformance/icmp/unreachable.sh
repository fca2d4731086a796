# What unreachable, prohibit, blackhole and throw answer, to others and to this host
# oracle: root
# Nothing that is left of the rate comes back while this runs, however slowly.
sysctl -qw net.ipv4.icmp_ratelimit=10000
ip netns add c
ip netns add s
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns s
ip addr add 10.1.0.1/24 dev A
ip addr add 10.2.0.1/24 dev C
ip -n c addr add 10.1.0.2/24 dev B
ip -n s addr add 10.2.0.2/24 dev D
ip link set A up
ip link set C up
ip -n c link set B up
ip -n s link set D up
ip -n c route add default via 10.1.0.1
ip -n s route add default via 10.2.0.1
sysctl -qw net.ipv4.ip_forward=1
ip route add unreachable 10.9.1.0/24
ip route add prohibit 10.9.2.0/24
ip route add blackhole 10.9.3.0/24
ip route add throw 10.9.4.0/24
for i in 1 2 3 4 5; do ip netns exec c ping -c 1 -W 0.3 10.9.$i.1; done
for i in 1 2 3 4 5; do ping -c 1 -W 0.3 10.9.$i.1; done
ip rule add to 10.10.1.0/24 unreachable
ip rule add to 10.10.2.0/24 prohibit
ip rule add to 10.10.3.0/24 blackhole
for i in 1 2 3; do ip netns exec c ping -c 1 -W 0.3 10.10.$i.1; done
for i in 1 2 3; do ping -c 1 -W 0.3 10.10.$i.1; done
sysctl -qw net.ipv4.ip_forward=0
for i in 1 2 3; do ip netns exec c ping -c 1 -W 0.3 10.9.$i.1 | grep -c From; done
ip link del A
ip link del C
ip netns del c
ip netns del s
