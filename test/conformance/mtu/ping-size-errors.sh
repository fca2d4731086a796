# Sizes that ping cannot send, and discovery modes there are not.
# oracle: root
sudo ip netns add c; sudo ip netns add r
sudo ip link add c0 netns c type veth peer name r0 netns r
sudo ip -n c link set c0 up; sudo ip -n r link set r0 up; sudo ip -n r link set lo up; sudo ip -n c link set lo up
sudo ip -n c addr add 10.1.0.2/24 dev c0; sudo ip -n r addr add 10.1.0.1/24 dev r0
sudo ip -n c addr add fd01::2/64 dev c0 nodad; sudo ip -n r addr add fd01::1/64 dev r0 nodad
sleep 2
sudo ip netns exec c ping -c 1 -s 65507 10.1.0.1
sudo ip netns exec c ping -c 1 -s 65508 10.1.0.1
sudo ip netns exec c ping -c 1 -s 70000 10.1.0.1
sudo ip netns exec c ping -c 1 -s 65527 fd01::1
sudo ip netns exec c ping -c 1 -s 65528 fd01::1
sudo ip netns exec c ping -c 1 -M foo 10.1.0.1
sudo ip netns exec c ping -c 1 -s -1 10.1.0.1
sudo ip netns exec c ping -c 1 -s 100000 127.0.0.1
sudo ip netns exec c ping -c 1 -s 1473 -M do 10.1.0.1
sudo ip netns exec c ping -c 1 -s 1472 -M do 10.1.0.1
sudo ip netns exec c ping -c 1 -s 1453 -M do fd01::1
sudo ip netns exec c ping -c 1 -q -s 1453 -M do fd01::1
for n in c r; do sudo ip netns del $n; done
