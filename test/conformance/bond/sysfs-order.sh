# What the state of a bond refuses comes before what is no value, below /sys/class/net/BOND/bonding
# oracle: vm
ip link add bond0 type bond miimon 100
ip link add v0 type veth peer name v1
echo bogus > /sys/class/net/bond0/bonding/mode
ip link set bond0 up
echo bogus > /sys/class/net/bond0/bonding/mode
echo 1 > /sys/class/net/bond0/bonding/mode
ip link set v0 master bond0
echo bogus > /sys/class/net/bond0/bonding/mode
echo active-backup > /sys/class/net/bond0/bonding/mode
ip link set bond0 down
echo bogus > /sys/class/net/bond0/bonding/mode
echo bogus > /sys/class/net/bond0/bonding/lacp_rate
echo -5 > /sys/class/net/bond0/bonding/miimon
echo soon > /sys/class/net/bond0/bonding/miimon
echo 70000000000 > /sys/class/net/bond0/bonding/miimon
echo bogus > /sys/class/net/bond0/bonding/primary_reselect
echo > /sys/class/net/bond0/bonding/mode
ip link set v0 nomaster
echo bogus > /sys/class/net/bond0/bonding/mode
echo 802.3ad > /sys/class/net/bond0/bonding/mode
echo bogus > /sys/class/net/bond0/bonding/lacp_rate
echo fast > /sys/class/net/bond0/bonding/lacp_rate
cat /sys/class/net/bond0/bonding/mode /sys/class/net/bond0/bonding/lacp_rate /sys/class/net/bond0/bonding/miimon
