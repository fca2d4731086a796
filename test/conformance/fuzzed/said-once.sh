# What stands before a name that has to be asked for is done once (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
ip addr flush dev lo
ip addr add 127.0.0.1/8 dev lo
ip addr add 172.17.42.5/16 dev lo
ifconfig lo 172.17.42.5 netmask 10.0.0.256
ip addr show lo
ip addr add 127.0.0.1/8 dev lo
ip addr add 10.0.0.2/24 dev lo
ifconfig lo 10.0.0.2/24 nosuch
ip addr show lo
ifconfig A 10.0.0.1 netmask nosuch
ifconfig A 10.0.0.1 nosuch mtu 1400
ip addr show A
ip link del A
