# The carrier of a dummy can be taken away and given back
# oracle: vm
ip link add d0 type dummy
ip link set d0 up
ip addr add 192.0.2.1/24 dev d0
ip link set d0 carrier off
sleep 1.2
ip link show d0
ip route
ip addr show d0
ip link set d0 carrier on
sleep 1.2
ip link show d0
ip route
ip link set d0 mode dormant
ip link set d0 carrier off
sleep 1.2
ip link set d0 carrier on
sleep 1.2
ip link show d0
ip link set lo carrier off
