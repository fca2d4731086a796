# Addresses that no driver takes, and one that it is not asked for
# oracle: root
ip link add br1 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br1
ip link set v0 nomaster
ip link show br1
ip monitor link > told & sleep 0.3
ip link set br1 address 00:00:00:00:00:00
sleep 0.3; kill %1; wait; cat told
cat /sys/class/net/br1/addr_assign_type
ip link set v0 address $(cat /sys/class/net/v0/address)
cat /sys/class/net/v0/addr_assign_type
ip link set lo address 00:00:00:00:00:00
cat /sys/class/net/lo/addr_assign_type
ip link set v0 address 01:00:00:00:00:00
ip link add mv1 link br1 type macvlan mode passthru
ip link set mv1 up
ip link add mv2 up link br1 type macvlan mode bridge
ip link add mv3 up link v1 address 02:00:00:00:00:09 type macvlan mode bridge
ip -br link
