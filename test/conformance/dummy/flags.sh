# Flags of a dummy
# oracle: vm
ip link add d0 type dummy
ip link set d0 arp on
ip link show d0
ip link set d0 multicast on allmulticast on promisc on
ip link show d0
ip -d link show d0
ip link set d0 promisc off allmulticast off
ip -d link show d0
ip link set d0 up
ip link set d0 group 7
ip link show group 7
ip link set group 7 down
ip link show d0
ip link del group 7
ip link show d0
