# IPv6 over a bond: addresses of the bond alone, neighbors told of the new way
# oracle: vm
ip netns add far
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns far
ip addr add 192.0.2.9/24 dev A
ip link add bond0 type bond mode active-backup miimon 50
ip link set A master bond0
ip link set C master bond0
ip -n far link add br0 address 02:00:00:00:00:99 type bridge mcast_snooping 0
ip -n far link set B up master br0
ip -n far link set D up master br0
ip -n far link set br0 up
ip -n far addr add 2001:db8::2/64 dev br0 nodad
ip link set bond0 up
ip addr add 2001:db8::1/64 dev bond0 nodad
sleep 2
ip addr
ip -6 route
ping -6 -c 1 -W 1 -q 2001:db8::2 | grep loss
ip netns exec far bridge fdb show br br0 | grep 02:00:00:00:00:0a
ip -n far link set B down
sleep 0.4
ip netns exec far bridge fdb show br br0 | grep 02:00:00:00:00:0a
ip -n far neigh show 2001:db8::1
ip addr show dev C
ip link set A nomaster
ip link set A up
ip addr show dev A
ip netns del far
sleep 1.2
ip addr show bond0
