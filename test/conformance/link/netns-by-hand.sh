# Named namespaces instead of a container.
# oracle: root
ip netns
sudo ip netns add blue
sudo ip netns add blue
ip netns list
ls /var/run/netns
sudo ip netns exec blue ip addr
sudo ip netns exec blue ip link set lo up
sudo ip netns exec blue ping -c 1 127.0.0.1
sudo ip link add A type veth peer name B netns blue
ip link show A
ip netns list
sudo ip -n blue link
sudo ip -n blue link set B up
ip link show A
sudo ip link set A up
ip link show A
sudo ip addr add 10.1.0.1/24 dev A
sudo ip -n blue addr add 10.1.0.2/24 dev B
ping -c 2 10.1.0.2
sudo ip netns exec blue ping -c 2 10.1.0.1
ip route
ip neigh
sudo ip netns delete blue
sleep 1
ip link show A
sudo ip netns delete blue
ip netns
