# bridge link takes the index of a peer elsewhere for one of here; :: is oneself; a route without a destination is not read to its end.
# oracle: root
ip netns add c1
ip link add br0 type bridge
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip link set A master br0
ip link set B netns c1
bridge link
ip -n c1 link add br8 type bridge
ip -n c1 link add br9 type bridge
ip -n c1 link set B master br9
ip netns exec c1 bridge link
ip netns exec c1 bridge -j link
ip -n c1 link set br9 up
ip netns exec c1 bridge -d link
ping -c 1 -W 1 ::
ip route del nexthop via
ip route add default nexthop via
ip route add default dev nosuch nexthop via
