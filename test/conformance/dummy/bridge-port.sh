# A dummy as a port of a bridge
# oracle: vm
ip link add br0 type bridge
ip link add d0 type dummy
ip link set d0 master br0
ip link show d0
ip link set d0 up
ip link set br0 up
sleep 1.2
ip -br link
bridge link show dev d0
brctl show br0
ip link set d0 carrier off
sleep 1.2
ip -br link show br0
ip link set d0 nomaster
ip -br link show br0
ip link del br0
