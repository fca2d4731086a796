# TCP over IPv6.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip -n a addr add 2001:db8::1/64 dev va nodad
sudo ip -n b addr add 2001:db8::2/64 dev vb nodad
sudo ip netns exec b nc -6 -l 5000 > got.txt &
sleep 0.4
echo six | sudo ip netns exec a nc -N 2001:db8::2 5000
wait
cat got.txt
sudo ip netns exec a nc -zv 2001:db8::2 5000
sudo ip netns exec a nc -zv 2001:db9::2 5000
sudo ip netns exec a nc -4 -zv 10.0.0.2 5000
sudo ip netns del a
sudo ip netns del b
