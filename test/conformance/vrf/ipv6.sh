# IPv6 in a VRF: between its ports, of a link, to itself, kept addresses
# oracle: vm
ip link add red type vrf table 10
ip link set red up
ip netns add n1
ip netns add n2
ip link add A type veth peer name B netns n1
ip link add C type veth peer name D netns n2
ip link set A address 02:00:00:00:00:0a
ip -n n1 link set B address 02:00:00:00:00:0b
ip -n n1 link set lo up; ip -n n2 link set lo up
ip -n n1 link set B up; ip -n n2 link set D up
ip link set A up master red; ip link set C address 02:00:00:00:00:0c
ip -n n2 link set D address 02:00:00:00:00:0d
ip link set C up
ip addr add fd01::1/64 dev A nodad
ip addr add fd02::1/64 dev C nodad
ip link set C master red
ip addr show C | grep -c fd02
ip addr add fd02::1/64 dev C nodad
ip -n n1 addr add fd01::2/64 dev B nodad
ip -n n2 addr add fd02::2/64 dev D nodad
ip -n n1 -6 route add default via fd01::1
ip -n n2 -6 route add default via fd02::1
sleep 2.5
ip netns exec n1 ping -c1 -W1 fd02::2
sysctl -q net.ipv6.conf.all.forwarding=1
ip netns exec n1 ping -c1 -W1 fd02::2
ip netns exec n1 ping -c1 -W1 fd02::1
ip netns exec n1 ping -c1 -W1 fd03::1
ping -c1 -W1 fe80::ff:fe00:b%A
ping -c1 -W1 -I A fe80::ff:fe00:b
ip netns exec n1 ping -c1 -W1 fe80::ff:fe00:a%B
ip -s link show red
ip -6 route get fe80::ff:fe00:b oif A
ip -6 route get fe80::ff:fe00:b vrf red
ip -6 route get ff02::1 vrf red
ip -6 route get fd01::2 from fd02::2 iif C
ip -6 route get fd01::1 from fd02::2 iif C
ip -6 route show table 10
ip addr add fd09::1/128 dev red
ip netns exec n1 ping -c1 -W1 fd09::1
ip -6 route add fd07::/64 via fd02::2 vrf red
ip -6 route add fd08::/64 via fd0a::2 vrf red
ip -6 route add fd08::/64 via fd01::1 dev A
ip -6 route add default via fe80::ff:fe00:b dev A vrf red
ip -6 route get fd77::1 vrf red
ip -6 route add fd01::/64 dev red
ping -c1 -W1 fd01::2
sysctl -q net.ipv6.conf.A.keep_addr_on_down=1
ip link set A addrgenmode none
ip link set A nomaster
ip addr show A
ip -6 route show table all
ip link set A master red
ip addr show A
ip netns del n1
ip netns del n2
sleep 0.3
