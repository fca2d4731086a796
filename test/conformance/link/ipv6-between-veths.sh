# IPv6 link-local ping between two namespaces made by hand.
# oracle: root
sudo ip netns add red
sudo ip netns add blue
sudo ip link add r type veth peer name b
sudo ip link set r netns red
sudo ip link set b netns blue
sudo ip -n red link set r up
sudo ip -n blue link set b up
sudo ip -n red -6 addr
sleep 3
sudo ip -n red -6 addr
sudo ip -n blue -6 route
address=$(sudo ip -n blue -6 -o addr show dev b scope link | awk '{print $4}' | cut -d/ -f1)
sudo ip netns exec red ping -c 2 $address%r
sudo ip -n red -6 neigh
sudo ip -n red addr add fd00::1/64 dev r
sudo ip -n blue addr add fd00::2/64 dev b
sudo ip -n red -6 addr show dev r
sleep 3
sudo ip netns exec red ping -c 2 fd00::2
sudo ip netns exec red ping -c 2 fd00::3
sudo ip netns exec red ping -c 1 fd01::1
sudo ip -n red -6 route
