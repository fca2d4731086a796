# A server that stays (nc -lk) takes one connection after the other.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec b nc -lk -p 5000 > got.txt &
sleep 0.4
for i in 1 2 3; do echo line $i | sudo ip netns exec a nc -N 10.0.0.2 5000; done
sleep 0.2
sudo ip netns exec a nc -zv 10.0.0.2 5000
sudo ip netns pids b | xargs sudo kill
cat got.txt
sudo ip netns del a
sudo ip netns del b
