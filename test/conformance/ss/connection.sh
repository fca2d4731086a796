# A connection on both sides, and what is left of it.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec b nc -l -p 5000 > got.txt &
sleep 0.4
(echo hello; sleep 2) | sudo ip netns exec a nc -N -p 40000 10.0.0.2 5000 &
sleep 0.4
sudo ip netns exec a ss -tn
sudo ip netns exec b ss -tn
sudo ip netns exec b ss -tan
sudo ip netns exec a ss -tn state established
sudo ip netns exec a ss -tnH dport = :5000
wait
sudo ip netns exec a ss -tan
sudo ip netns exec b ss -tan
sudo ip netns exec a ss -tn
sudo ip netns del a
sudo ip netns del b
