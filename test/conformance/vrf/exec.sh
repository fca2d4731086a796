# Commands in a VRF: ip vrf exec, identify, pids
# oracle: vm
ip netns add n1
ip link add A type veth peer name B netns n1
ip link set A addrgenmode none
ip -n n1 link set B addrgenmode none up
ip link add red type vrf table 10
ip link set red up
ip link set A up master red
ip addr add 10.0.0.1/24 dev A
ip -n n1 addr add 10.0.0.2/24 dev B
ip vrf exec red ping -c1 -W1 10.0.0.2
ip vrf exec red ping -c1 -W1 10.7.0.1
ip vrf identify
ip vrf exec red ip vrf identify
ip vrf exec red ip vrf exec default ip vrf identify
ip vrf exec red sleep 3 & sleep 0.3
ip vrf pids red | grep -c sleep
kill %1
ip vrf exec red ip netns exec n1 ip vrf identify
ip vrf exec red ip -br link show red
ip vrf exec red false
ip vrf exec red sh -c 'exit 3'
ip vrf exec red nosuchcommand
ip vrf exec nope true
ip vrf exec A true
ip vrf exec
ip vrf exec red
ip vrf pids
ip vrf pids nope
ip vrf pids red foo
ip vrf pids red
ip vrf identify foo
ip vrf identify 1 2
ip vrf identify 99999
ip vrf show nope
ip vrf show red foo
ip vrf nope
ip vrf help
ip neigh flush all
ip -n n1 neigh flush all
