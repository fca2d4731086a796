# Nobody listens: a reset, and what nc says of it.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec a ping -c 1 -q 10.0.0.2 > ping.txt
sudo ip netns exec a tcpdump -tnl -c 2 -i va tcp > dump.txt 2> dump.err &
sleep 0.7
sudo ip netns exec a nc -zv 10.0.0.2 81
wait
sed -E 's/10\.0\.0\.1\.[0-9]+/10.0.0.1.PORT/; s/ seq [0-9]{4,}/ seq ISN/; s/ ack [0-9]{4,}/ ack ISN/; s/TS val [0-9]+/TS val T/' dump.txt
sudo ip netns exec a nc -z 10.0.0.2 81
sudo ip netns exec a nc 10.0.0.2 81 < /dev/null
sudo ip netns exec a nc -v -n -z 10.0.0.2 80-82
sudo ip netns del a
sudo ip netns del b
