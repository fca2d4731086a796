# A bridge made with brctl and one made with ip, two ports that talk through it.
# oracle: root
sudo brctl addbr br0
sudo brctl addbr br0
ip link show br0
sudo ip link add br1 type bridge
sudo ip netns add a
sudo ip netns add b
sudo ip link add pa address 0e:00:00:00:00:0a type veth peer name eth0 netns a
sudo ip link add pb address 0e:00:00:00:00:0b type veth peer name eth0 netns b
sudo brctl addif br0 pa pb
sudo brctl addif br1 pa
sudo ip link set br0 up
ip link show br0
sudo ip link set pa up
sudo ip link set pb up
sudo ip -n a link set eth0 up
sudo ip -n b link set eth0 up
sleep 0.3
ip link show br0
bridge link
sudo ip -n a addr add 10.2.0.1/24 dev eth0
sudo ip -n b addr add 10.2.0.2/24 dev eth0
sudo ip netns exec a ping -c 2 10.2.0.2
sudo ip -n a neigh
brctl show
bridge fdb show br br0 dynamic | wc -l
sudo brctl delif br0 pa
sudo brctl delif br0 pa
sudo ip netns exec a ping -c 1 -W 1 10.2.0.2
sudo brctl delbr br0
sudo ip link set br0 down
sudo brctl delbr br0
ip link show pb
sudo ip link del br1
sudo brctl delbr nosuch
brctl show
for p in a b; do sudo ip link del p$p; sudo ip netns del $p; done
