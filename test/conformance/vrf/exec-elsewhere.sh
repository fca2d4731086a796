# ip vrf exec runs its command in the namespace that ip was sent to
# oracle: vm
for n in near far; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add n0 netns near type veth peer name f0 netns far
ip -n near link add red type vrf table 100
ip -n near link set red up
ip -n near link set n0 master red
ip -n near link set n0 up
ip -n far link set f0 up
ip -n near address add 10.0.0.1/24 dev n0
ip -n far address add 10.0.0.2/24 dev f0
ip -n near vrf exec red ping -c 1 10.0.0.2
ip netns exec near ip vrf exec red ping -q -c 1 10.0.0.2 | grep -o '[0-9]* received'
ip -n near vrf exec red ip -br link show n0
ip -n near vrf exec red sleep 3 &
sleep 0.5
ip -n near vrf pids red | grep -o sleep
ip vrf pids red
ip -n far vrf exec red ping -c 1 10.0.0.2
ip -n nosuch vrf exec red ping -c 1 10.0.0.2
ip -n near vrf exec red
wait
for n in near far; do ip netns del $n; done
