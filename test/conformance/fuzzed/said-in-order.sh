# What is looked at first is what is complained about: link addresses last, names that stand for devices, ends that come up alone.
# oracle: root
ip link add A type veth peer name B
ip neigh add lladdr 10.0.0.4 52:54:00:ab:cd:ef dev A
ip neigh add 10.0.0.4 lladdr 10.0.0.4 dev nosuch
ip neigh add 10.0.0.4 lladdr 10.0.0.4 dev A
ip link set name uplink0
ip link set name A mtu 1400
ip link add C type veth peer name D up
ip link add C type veth peer name an-interface-name-too-long
ip link add br0 type bridge
ip link set br0 mtu 1279
ip link set br0 up
ip addr del fd00::4/64 dev br0
sleep 0.05
bridge fdb show dev br0
ip link show A
