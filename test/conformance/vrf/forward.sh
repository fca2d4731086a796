# A router with a VRF: its ports reach each other and nobody else, until routes lead from one domain to the other
# oracle: vm
sysctl -w net.ipv4.ip_forward=1
ip link add red type vrf table 10
ip link set red up
for i in 1 2 3; do ip netns add n$i; ip link add p$i type veth peer name eth0 netns n$i; ip addr add 10.$i.0.1/24 dev p$i; ip link set p$i addrgenmode none; ip -n n$i link set eth0 addrgenmode none; ip link set p$i up; ip -n n$i addr add 10.$i.0.2/24 dev eth0; ip -n n$i link set eth0 up; ip -n n$i route add default via 10.$i.0.1; done
ip link set p1 master red
ip link set p2 master red
ip route show vrf red
ip route
ip netns exec n1 ping -c1 -W1 10.2.0.2
ip netns exec n1 ping -c1 -W1 10.2.0.1
ip netns exec n1 ping -c1 -W1 10.3.0.2
ip netns exec n3 ping -c1 -W1 10.1.0.2
ip netns exec n1 ping -c1 -W1 10.3.0.1
ip route add vrf red 10.3.0.0/24 dev p3
ip netns exec n1 ping -c1 -W1 10.3.0.2
ip route add 10.1.0.0/24 dev red
ip netns exec n1 ping -c1 -W1 10.3.0.2
ip netns exec n3 ping -c1 -W1 10.1.0.2
ip -s link show red
ip route del 10.1.0.0/24 dev red
ip link set p2 nomaster
ip netns exec n1 ping -c1 -W1 10.2.0.2
ip netns exec n3 ping -c1 -W1 10.2.0.2
ip neigh flush all
for i in 1 2 3; do ip -n n$i neigh flush all; done
