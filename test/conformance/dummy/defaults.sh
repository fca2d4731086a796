# A dummy as it is made, up and down, in text, details, JSON and brief
# oracle: vm
ip link add d0 type dummy
ip link show d0
ip -d link show d0
ip -d -j link show d0
ip -br link show d0
ip link set d0 up
ip link show d0
ip -d addr show d0
ip -4 route show table all
ip -6 route show table all
ip link set d0 down
ip addr show d0
ip link del d0
ip link
