# Metrics that are no metrics
# oracle: root
ip link add A type veth peer name B
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip route add 10.1.0.0/16 via 10.0.0.2 mtu
ip route add 10.1.0.0/16 via 10.0.0.2 mtu big
ip route add 10.1.0.0/16 via 10.0.0.2 mtu lock
ip route add 10.1.0.0/16 via 10.0.0.2 advmss -1
ip route add 10.1.0.0/16 via 10.0.0.2 rtt soon
ip route add 10.1.0.0/16 via 10.0.0.2 rtt 5h
ip route add 10.1.0.0/16 via 10.0.0.2 quickack 2
ip route add 10.1.0.0/16 via 10.0.0.2 features ecm
ip route add 10.1.0.0/16 via 10.0.0.2 hoplimit 300
ip route add 10.1.0.0/16 via 10.0.0.2 congctl nope
ip route add 10.1.0.0/16 via 10.0.0.2 congctl
ip route add 10.1.0.0/16 via 10.0.0.2 realms nope
ip route add 10.1.0.0/16 via 10.0.0.2 realms 5/6/7
ip route add 10.1.0.0/16 via 10.0.0.2 expires soon
ip route add 10.1.0.0/16 via 10.0.0.2 pref best
ip route add 10.1.0.0/16 via 10.0.0.2 tos 0x13
ip route add 10.1.0.0/16 via 10.0.0.2 tos 300
ip -6 route add fd01::/64 dev A tos 0x10
ip route add 10.1.0.0/16 via 10.0.0.2 vrf nowhere
ip route add 10.1.0.0/16 via 10.0.0.2 pervasive
ip route add nat 10.1.0.0/16 via 10.0.0.2
ip route add xresolve 10.1.0.0/16 dev A
ip route show realms nope
ip route show metric nope
ip route show vrf nowhere
ip route
