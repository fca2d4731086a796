# Hosts that cannot be reached: no route, no neighbor, a source that is not there.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec a nc -zv 10.9.9.9 80
sudo ip netns exec a nc -zv -w 1 10.0.0.77 80
sudo ip netns exec a nc -zv 10.0.0.77 80
sudo ip netns exec a nc -zv -s 10.0.0.9 10.0.0.2 80
sudo ip -n a route add prohibit 10.8.0.0/16
sudo ip netns exec a nc -zv 10.8.0.1 80
sudo ip -n a route add unreachable 10.7.0.0/16
sudo ip netns exec a nc -zv 10.7.0.1 80
sudo ip -n a route add blackhole 10.6.0.0/16
sudo ip netns exec a nc -zv 10.6.0.1 80
sudo ip netns del a
sudo ip netns del b
