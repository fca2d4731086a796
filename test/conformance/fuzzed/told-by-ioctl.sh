# an ioctl tells nobody of links, so that nobody gets a number; and what a narrow lo was given while down goes again
# oracle: root
ip netns add c2
ip netns add ns0
ip link add A type veth peer name B netns ns0
ip netns exec ns0 brctl addif br1 B
ip link set A netns c2
ip -n ns0 netns list-id
ip link set lo mtu 1279
ip link set lo down
ip -6 addr add 2001:db8::2/64 dev lo
ip -6 addr show lo
ip link set lo up
ip addr show lo
ip -6 addr add 2001:db8::3/64 dev lo
ip link set lo mtu 1500
ip addr show lo
ip netns exec c2 route -n
ip netns exec c2 netstat -rn
ip netns exec c2 cat /proc/net/route
ip -n c2 link set lo up
ip netns exec c2 route -n
ip addr add 172.17.42.5/25 dev lo
ip route get 172.17.42.7 fibmatch
ip rule add to 10.9.0.0/16 lookup 100
ip route get 172.17.42.7 fibmatch
