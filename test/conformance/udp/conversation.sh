# A datagram with nc -u, and one to a port that nobody has.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec b timeout 1 nc -lu 5000 > got.txt &
sleep 0.4
echo hello | sudo ip netns exec a nc -u -w 1 10.0.0.2 5000
wait
cat got.txt
sudo ip netns exec a nc -zvu 10.0.0.2 5001
sudo ip netns exec a nc -zvu 10.9.9.9 5001
sudo ip netns del a
sudo ip netns del b
