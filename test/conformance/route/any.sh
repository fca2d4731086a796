# Words for any address: in lists, as next hops, as sources.
# oracle: root
ip link add A type veth peer name B
ip addr add 10.1.0.1/24 dev A
ip link set A up
ip route show all
ip route show any
ip route show to all
ip route show exact all
ip route show match any
ip route show root all
ip route show default
ip route show match default
ip -4 route show all
ip route add via any
ip route add 10.9.0.0/16 via any dev nosuch
ip route add 10.9.0.0/16 via any dev A
ip route add via default 172.17.42.3 dev nosuch
ip route add 10.9.0.0/16 via any nexthop via 10.1.0.1
ip route add 10.9.0.0/16 via any table foo
ip route get 10.1.0.1 from default
ip route get 10.1.0.1 from any
ip route get 10.1.0.1 from 0.0.0.0
ip route get fd00::1 from default
ip -4 route get default
ip -4 route get any
ip -4 route get default from default
