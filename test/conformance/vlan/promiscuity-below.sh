# A VLAN in a bridge makes the device below hear everything, up or not; a MACVLAN only while it is up
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add eth0 type veth peer name wire
ip link set eth0 up
ip link set wire up
ip link add link eth0 name eth0.10 type vlan id 10
ip link add link eth0 name eth0.20 type vlan id 20
ip link add br10 type bridge
ip link set eth0.10 master br10
show() { for link in "$@"; do ip -d link show $link | grep -o "promiscuity.*minmtu"; done; }
show eth0 eth0.10
ip link set eth0.10 up
show eth0
ip link set eth0.20 promisc on
ip link set eth0.20 allmulticast on
show eth0
ip link set eth0.10 nomaster
show eth0
ip link del eth0.10
show eth0
ip link del eth0.20
show eth0
ip link add mv0 link eth0 type macvlan
ip link set mv0 promisc on
show eth0
ip link set mv0 up
show eth0
ip link set mv0 allmulticast on
show eth0
ip link del mv0
show eth0
ip link add iv0 link wire type ipvlan
ip link set iv0 allmulticast on
ip link set iv0 promisc on
show wire
