# A line over TCP with nc, and every segment of it as tcpdump shows it.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec a ping -c 1 -q 10.0.0.2 > ping.txt
sudo ip netns exec a tcpdump -tnl -c 8 -i va tcp > dump.txt 2> dump.err &
sudo ip netns exec b nc -l -p 5000 > got.txt &
sleep 0.7
echo hello | sudo ip netns exec a nc -N 10.0.0.2 5000
wait
cat got.txt
sed -E 's/10\.0\.0\.1\.[0-9]+/10.0.0.1.PORT/; s/ seq [0-9]{4,}/ seq ISN/; s/ ack [0-9]{4,}/ ack ISN/; s/TS val [0-9]+ ecr [1-9][0-9]*/TS val T ecr T/; s/TS val [0-9]+/TS val T/' dump.txt
sudo ip netns del a
sudo ip netns del b
