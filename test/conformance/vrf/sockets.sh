# Sockets in a VRF and outside of one; two domains with the same addresses
# oracle: vm
ip link add red type vrf table 10
ip link set red up
ip netns add n1
ip link add A type veth peer name B netns n1
ip link set A addrgenmode none
ip -n n1 link set B addrgenmode none up
ip -n n1 link set lo up
ip link set A up master red
ip addr add 10.0.0.1/24 dev A
ip -n n1 addr add 10.0.0.2/24 dev B
ip -n n1 route add default via 10.0.0.1
ip link add blue type vrf table 20
ip link set blue up
ip link add C type veth peer name D
ip link set C up master blue
ip addr add 10.0.0.1/24 dev C
ip route get 10.0.0.2 vrf blue
ip route get 10.0.0.2 vrf red
ip route show table all
ping -c1 -W1 -I blue 10.0.0.1
ip link set A master blue
ip route show vrf red
ip route show vrf blue
ip link set A master red
echo ok | ip vrf exec red nc -l -p 5000 -N > o & sleep 0.3
nc -w 1 10.0.0.1 5000 < /dev/null; echo $?
ip netns exec n1 nc -w 1 10.0.0.1 5000 < /dev/null
echo hi | nc -l -p 5001 -N & sleep 0.3
ip netns exec n1 nc -w 1 10.0.0.1 5001 < /dev/null; echo $?
sysctl -q net.ipv4.tcp_l3mdev_accept=1
ip netns exec n1 nc -w 1 10.0.0.1 5001 < /dev/null; echo $?
sysctl -q net.ipv4.tcp_l3mdev_accept=0
ip vrf exec red nc -u -l -p 6000 > u & sleep 0.3
echo dgram | ip netns exec n1 nc -u -w 1 10.0.0.1 6000
sleep 0.2
cat u
ip vrf exec red nc -w 1 10.0.0.2 7000 < /dev/null; echo $?
ip netns exec n1 nc -w 1 10.0.0.1 7000 < /dev/null; echo $?
tcpdump -n -t -i red -c 2 icmp 2>/dev/null > cap & sleep 0.5
ping -c1 -W1 -I red 10.0.0.2
sleep 0.5
cut -d: -f1 cap
ip addr add 10.8.0.1/32 dev red
ip netns exec n1 ping -c1 -W1 10.8.0.1
ip link add br0 type bridge
ip link set br0 master red
ip -br link show br0
ip link set C master br0
ip -br link show master br0
ip neigh flush all; ip -n n1 neigh flush all
