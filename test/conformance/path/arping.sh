# arping: who has an address, duplicates, announcements, and devices and addresses that will not do.
# oracle: root
for n in a b; do sudo ip netns add $n; sudo ip -n $n link set lo up; done
sudo ip link add a0 netns a type veth peer name b0 netns b
sudo ip -n a link set a0 address 02:00:00:00:00:0a up
sudo ip -n b link set b0 address 02:00:00:00:00:0b up
sudo ip -n a addr add 10.1.0.2/24 dev a0
sudo ip -n b addr add 10.1.0.1/24 dev b0
sleep 2
sudo ip netns exec a arping -c 2 -I a0 10.1.0.1
sudo ip netns exec a arping -c 1 10.1.0.1
sudo ip netns exec a arping -c 1 -I a0 -w 1 10.1.0.77
sudo ip netns exec a arping -D -c 1 -I a0 10.1.0.1
sudo ip netns exec a arping -D -c 1 -I a0 10.1.0.77
sudo ip netns exec a arping -U -c 1 -I a0 10.1.0.2
sudo ip netns exec a arping -A -c 1 -I a0 10.1.0.2
sudo ip netns exec b ip neigh
sudo ip netns exec a arping -q -c 1 -I a0 10.1.0.1
sudo ip netns exec a arping -f -c 3 -I a0 10.1.0.1
sudo ip netns exec a arping -b -c 1 -I a0 10.1.0.1
sudo ip netns exec a arping -I nosuch 10.1.0.1
sudo ip netns exec a arping -I lo -c 1 127.0.0.1
sudo ip netns exec a arping -c 1 -I a0 nosuch.example
sudo ip netns exec a arping
sudo ip netns exec a arping -Z
sudo ip netns exec a arping -c x 10.1.0.1
sudo ip netns exec a arping -s 10.1.0.9 -c 1 -I a0 10.1.0.1
sudo ip netns exec a arping -V
sudo ip -n a link set a0 down
sudo ip netns exec a arping -c 1 -I a0 10.1.0.1
for n in a b; do sudo ip netns del $n; done
