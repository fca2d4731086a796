# What veth refuses of either end before it looks at names: an MTU that cannot be, without a word, and a group's address.
# oracle: root
ip link add A type veth peer name B
ip link add A mtu 0 type veth peer name B
ip link add C mtu 70000 type veth peer name D
ip link add C mtu 67 type bridge
ip link add A address 01:00:00:00:00:01 type veth peer name B
ip link add A address 01:00:00:00:00:01 type bridge
ip link add C type veth peer name A mtu 0
ip link add C type veth peer name A address 01:00:00:00:00:01
ip link add address A 02:00:00:00:49:04 type veth peer name B
ip link add C address A type veth peer name D
ip link add br0 type bridge
ip link set A master br0
ip link set A mtu 1400
ip link set br0 mtu 1400
ip link set A mtu 1300
ip link show br0
ip link set br0 mtu 1200
ip link set A mtu 1250
ip link show br0
