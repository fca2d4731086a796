# Files of tun devices below /sys/class/net, and a bridge's file that forgets what was learned
# oracle: root
cd /sys/class/net
ip tuntap add tap0 mode tap user root group 5 multi_queue vnet_hdr
ip tuntap add tun0 mode tun pi one_queue
ip tuntap add tun1 mode tun
cat tap0/tun_flags tap0/owner tap0/group tap0/netdev_group
cat tun0/tun_flags tun0/owner tun0/group tun1/tun_flags
ls -l tun1/tun_flags tun1/owner tun1/group | cut -d' ' -f1
echo 5 > tun1/owner
ip link add br0 type bridge
cat br0/group
ip link add v0 type veth peer name v1
ip link set v0 master br0 up
ip link set v1 up
ip link set br0 up
bridge fdb add 02:00:00:00:00:05 dev v0 master dynamic
bridge fdb add 02:00:00:00:00:06 dev v0 master static
bridge fdb show br br0 | grep -c '^02:00:00:00:00'
ls -l br0/bridge/flush | cut -d' ' -f1
cat br0/bridge/flush
echo x > br0/bridge/flush
echo 1 > br0/bridge/flush
bridge fdb show br br0 | grep '^02:00:00:00:00'
ip link del v0
ip link del br0
