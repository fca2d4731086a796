# Settings of ports that are refused, and of what is no port
# oracle: root
ip link add br0 type bridge
ip link add A type veth peer name B
ip link set A master br0
ip link set A type bridge_slave cost x
ip link set A type bridge_slave mcast_router x
ip link set A type bridge_slave mcast_router 4
ip link set A type bridge_slave group_fwd_mask 0xffff
ip link set A type bridge_slave hairpin 1
ip link set A type bridge_slave foo
ip link set A type bridge_slave state
ip link set B type bridge_slave hairpin on
ip link set A type bridge forward_delay 300
bridge link set
bridge link set dev
bridge link set dev nope cost 1
bridge link set dev A foo
bridge link set A cost 5
bridge link set dev A hairpin yes
bridge link set dev A hairpin
bridge link set dev lo hairpin on
bridge link set dev br0 hairpin on
bridge link set dev B hairpin on
bridge link set dev A self cost 5
bridge link set dev A mcast_router 4
bridge link set dev A state FORWARDING
bridge link show dev nope
bridge link foo
bridge foo
bridge
bridge -x link
bridge -n nope link
bridge link
