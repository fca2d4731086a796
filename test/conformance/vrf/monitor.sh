# What rtnetlink tells of a port that joins and leaves
# oracle: vm
ip link add A type veth peer name B
ip link set A addrgenmode none
ip link set B addrgenmode none up
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip monitor link address route rule > log & sleep 0.3
ip link add red type vrf table 10
ip link set red up
ip link set A master red
ip link set A nomaster
ip link set red down
sleep 0.3
kill %1
cat log
