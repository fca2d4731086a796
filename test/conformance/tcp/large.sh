# More than fits one segment, whole and in order.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
seq 1 20000 > numbers.txt
sudo ip netns exec b nc -l -p 5000 > got.txt &
sleep 0.4
sudo ip netns exec a nc -N 10.0.0.2 5000 < numbers.txt
wait
wc got.txt
tail -n 2 got.txt
sudo ip netns del a
sudo ip netns del b
