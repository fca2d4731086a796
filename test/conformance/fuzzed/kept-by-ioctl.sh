# what ioctls leave of an address; other names of links by family; devices too narrow for a family
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip addr add 172.17.42.2/25 dev A metric 50 label A:5 scope link
ifconfig A:5 netmask 255.255.255.0
ip addr add 172.17.43.2/25 dev A metric 60 noprefixroute
ifconfig A pointopoint 1.2.3.5
ifconfig A broadcast 1.2.3.4
ip -4 addr show A
ip link property add dev A altname first
ip link property del dev B altname first
ip link property del dev B altname B
ip link property del dev B altname nosuch
ip -4 addr show A
ip -4 -j addr show A
route -host add 8.8.8.8 gw 172.17.42.1
route -net
ip link add br0 address 02:00:00:00:00:02 type bridge
ip link add mv0 link br0 address 02:00:00:00:00:03 type macvlan mode bridge
ip -d link show mv0 | grep -o 'tso_max_size [0-9]*'
ip link set B master br0
ip -d link show mv0 | grep -o 'tso_max_size [0-9]*'
ip link set B nomaster
ip -d link show mv0 | grep -o 'tso_max_size [0-9]*'
ip link set lo mtu 60
ls /proc/sys/net/ipv4/conf
ifconfig lo 0.0.0.0
ifconfig lo 1.2.3.4
sysctl net.ipv4.conf.lo.rp_filter
