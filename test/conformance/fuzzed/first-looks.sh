# What iproute2 and the kernel look at first, take for nothing or tell at once (found by fuzzing).
# oracle: root
ip link add br0 type bridge
ifconfig nosuch:x add 10.1.0.1
ip route get default connected
ip route get 0.0.0.0 connected
ip -6 route get ff02::1 notify
ip route show table all type x
ip route show type unicastx
ip route show type 1
bridge fdb show br br0 vlan x
bridge -j fdb show br br0 vlan x
bridge fdb show br br0 vlan 0
bridge fdb show br br0 vlan 5
tc filter change dev br0 nosuch
tc filter change dev br0 root protocol ip nosuch
tc filter add dev br0 nosuch
tc filter del dev br0 nosuch
tc filter replace dev br0 prio 1 nosuch
tc filter change dev br0 prio 1 u32 match u32 0 0
ip addr add 10.5.0.1/24 dev br0 valid_lft 990 preferred_lft 0
ip addr show dev br0
ip addr change 10.5.0.1/24 dev br0 valid_lft 990 preferred_lft 0
ip addr show dev br0
ip addr add fd00:1::4/64 dev br0 valid_lft 990 preferred_lft 0
ip addr show dev br0
ip addr add 10.6.0.1/24 dev br0 valid_lft 900 preferred_lft 1
sleep 3
ip -o addr show dev br0 | sed 's/valid.*//'
ip addr flush dev br0
