# What no filter sent to an ifb device is lost there
# oracle: root
ip link add i1 type ifb
ip addr add 192.0.2.1/24 dev i1
echo 1 > /proc/sys/net/ipv6/conf/i1/disable_ipv6
ip link set i1 up
ip route
ping -c 2 -i 0.1 -W 0.2 192.0.2.2 | grep -o '.* received'
ip -s link show i1
