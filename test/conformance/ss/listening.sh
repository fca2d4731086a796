# Listening sockets as ss lists them.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec b ss -tln
sudo ip netns exec b nc -l -p 5000 > got.txt &
sleep 0.4
sudo ip netns exec b ss -tln
sudo ip netns exec b ss -tlnH
sudo ip netns exec b ss -ltn sport = :5000
sudo ip netns exec b ss -ltn 'sport = :80'
sudo ip netns exec b ss -tn
sudo ip netns exec b ss -tan state listening
sudo ip netns exec b nc -ul 5001 > got2.txt &
sleep 0.4
sudo ip netns exec b ss -uln
sudo ip netns exec b ss -tuln
sudo ip netns exec b ss -tuln4
sudo ip netns exec b ss -tuln6
sudo ip netns exec a ss -tuln
sudo ip netns pids b | xargs sudo kill
sleep 0.2
sudo ip netns exec b ss -tuln
sudo ip netns del a
sudo ip netns del b
