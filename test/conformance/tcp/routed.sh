# TCP through a router, and what is left when it stops forwarding.
# oracle: root
for n in a r b; do sudo ip netns add $n; sudo ip -n $n link set lo up; done
sudo ip link add a0 netns a type veth peer name r0 netns r
sudo ip link add b0 netns b type veth peer name r1 netns r
sudo ip -n a addr add 10.1.0.2/24 dev a0
sudo ip -n r addr add 10.1.0.1/24 dev r0
sudo ip -n r addr add 10.2.0.1/24 dev r1
sudo ip -n b addr add 10.2.0.2/24 dev b0
for l in "a a0" "r r0" "r r1" "b b0"; do set -- $l; sudo ip -n $1 link set $2 up; done
sudo ip -n a route add default via 10.1.0.1
sudo ip -n b route add default via 10.2.0.1
sudo ip netns exec r sysctl -w net.ipv4.ip_forward=1
sudo ip netns exec b nc -l -p 5000 > got.txt &
sleep 0.4
echo routed | sudo ip netns exec a nc -N 10.2.0.2 5000
wait
cat got.txt
sudo ip netns exec a nc -zv 10.2.0.2 5000
sudo ip netns exec a nc -zv 10.3.0.1 5000
sudo ip netns exec r sysctl -w net.ipv4.ip_forward=0
sudo ip netns exec a nc -zv -w 1 10.2.0.2 5000
for n in a r b; do sudo ip netns del $n; done
