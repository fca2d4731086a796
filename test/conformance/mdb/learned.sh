# Groups that are learned from what interfaces say about themselves
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip netns add red
ip link add A address 02:00:00:00:00:0a type veth peer name eth0 address 02:00:00:00:00:0b netns red
ip link set A master br0
ip link set br0 up
ip link set A up
ip -n red link set eth0 up
sleep 2.5
bridge mdb show | sort
bridge -d mdb show | sort
ip link set br0 type bridge mcast_snooping 0
bridge mdb show | grep 'port A'
ip link set br0 type bridge mcast_snooping 1
ip link set A down
bridge mdb show | sort
ip link del br0
