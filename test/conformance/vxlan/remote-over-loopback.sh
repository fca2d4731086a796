# What goes by lo is for this host, where no other end of the tunnel is found by that device
# oracle: root
ip link set lo up
ip link add vx0 type vxlan id 100 remote 10.0.0.2 dev lo dstport 4789
sysctl -qw net.ipv6.conf.vx0.disable_ipv6=1
ip addr add 10.9.9.1/24 dev vx0
ip link set vx0 up
ip neigh add 10.9.9.2 lladdr 02:00:00:00:00:02 dev vx0
ping -q -c 2 -i 0.2 -W 0.2 10.9.9.2 | grep packets | sed 's/, time.*//'
ip -s link show vx0
ip -s link show lo
