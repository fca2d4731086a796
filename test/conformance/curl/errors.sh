# What curl says when there is no server.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec a curl -sS http://10.9.9.9/
sudo ip netns exec a curl -s http://10.9.9.9/
sudo ip netns exec a curl -sS -o
curl
sudo ip netns exec a curl -s -m 1 http://10.0.0.77/
sudo ip netns del a
sudo ip netns del b
