# A packet from a loopback address leaves by no other device than lo, unless that has route_localnet.
# oracle: root
ip netns add c1
ip netns exec c1 ip link set lo up
ip -n c1 link add d1 type bridge
ip -n c1 link set d1 up
ip -n c1 route append default dev d1 scope host metric 4294967295
ip -n c1 route get 8.8.8.8
ip -n c1 link set d1 down
ip -n c1 route get 8.8.8.8
ip -n c1 route
ip -n c1 link set d1 up
ip -n c1 route get 8.8.8.8
ip -n c1 link add A type veth peer name B
ip -n c1 link set A master d1
ip -n c1 route get 8.8.8.8
ip -n c1 addr add 10.0.0.1/24 dev A
ip -n c1 route get 8.8.8.8
ip -n c1 link set d1 down
ip -n c1 route get 8.8.8.8
ip -n c1 link set d1 up
ip netns exec c1 ping -c 1 -W 1 8.8.8.8
ip netns exec c1 sysctl -w net.ipv4.conf.d1.route_localnet=1
ip -n c1 route get 8.8.8.8
ip netns exec c1 sysctl -w net.ipv4.conf.d1.route_localnet=0
ip -n c1 route get 8.8.8.8 from 127.0.0.1
ip -n c1 route get 127.0.0.2
