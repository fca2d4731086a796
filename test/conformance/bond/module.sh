# bonding's files are there from the first time that its module is asked for, with or without bonds
# oracle: vm
modprobe bonding
cat /sys/class/net/bonding_masters
ls /proc/net/bonding
echo -bond4 > /sys/class/net/bonding_masters
echo +bond4 > /sys/class/net/bonding_masters
echo +bond4 > /sys/class/net/bonding_masters
cat /sys/class/net/bonding_masters
echo 9 > /sys/class/net/bond4/bonding/mode
ip link add v0 type veth peer name v1
echo +v0 > /sys/class/net/bond4/bonding/slaves
echo 9 > /sys/class/net/bond4/bonding/mode
echo +nosuch > /sys/class/net/bond4/bonding/slaves
echo -v0 > /sys/class/net/bond4/bonding/slaves
ip link del bond4
cat /sys/class/net/bonding_masters
ls /proc/net/bonding
ip netns add east
ip netns exec east cat /sys/class/net/bonding_masters
modprobe 8021q
ls /proc/net/vlan
ip link add link v0 name v0.5 type vlan id 5
ip link del v0.5
cat /proc/net/vlan/config
