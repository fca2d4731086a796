# Files of /proc and /sys that nobody can make or write to
# oracle: root
ip link add v0 type veth peer name v1
echo 1 > /sys/class/net/v0/nothing
echo 1 > /sys/class/net/nothing
echo 1 > /proc/sys/net/nothing
echo 1 > /proc/nothing
touch /sys/class/net/x
mkdir /sys/class/net/x
mkdir /proc/sys/net/x
ln -s /tmp /proc/sys/net/x
echo 5 > /sys/class/net/v0/address
echo 5 > /sys/class/net/v0/ifindex
echo abc > /sys/class/net/v0/mtu
echo 1 > /sys/class/net/v0
cat /sys/class/net/lo/speed
cat /sys/class/net/v0/speed
