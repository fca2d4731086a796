# What people get wrong with route
# oracle: root
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
route add default gw 1.2.3.4
route add default gw 10.0.0.254
route add default gw 10.0.0.254
route add -net 10.55.0.0 gw 10.0.0.9
route add -net nope dev A
route add -net 10.4.0.0/16 dev nope
route add -net 10.4.0.0/16
route add -net 10.4.0.0/16 10.0.0.2
route add -net 10.4.0.0/16 dev A
route add -net 10.4.0.0/16 dev A
route del -net 10.4.0.0/16 dev B
route del -net 10.4.0.0/16 gw 10.0.0.9
route del -net 10.3.0.0/16
route del default gw 10.0.0.9
route del -net 0.0.0.0 netmask 255.255.0.0
route add -net 10.4.0.0/16 gw nope
ip link set B down
route add -net 10.8.0.0/16 dev B
ip route
ip link del A
