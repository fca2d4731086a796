# Alternative names, short and long, where devices are named: by netlink all of them, by sockets those of 15 letters, by lists none
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0
ip link property add dev v0 altname up1 altname a-very-long-alternative-name
ip link set up1 up
ip link set e0 up
ip addr add 192.0.2.1/24 dev a-very-long-alternative-name
sleep 1.5
ip -br addr show dev up1
ip route add 198.51.100.0/24 dev a-very-long-alternative-name
ip route show dev up1
ip neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev up1
ip neigh show dev a-very-long-alternative-name
ping -c 1 -W 0.3 -q -I up1 192.0.2.2 | grep PING
ping -c 1 -W 0.3 -q -I a-very-long-alternative-name 192.0.2.2
arping -c 1 -w 1 -I up1 192.0.2.2
traceroute -i a-very-long-alternative-name -w 0.2 -q 1 -m 1 192.0.2.2
timeout 2 tcpdump -i a-very-long-alternative-name -c 1
timeout 2 tcpdump -i nix -c 1
ethtool -i a-very-long-alternative-name
ifconfig up1 | head -1
ifconfig a-very-long-alternative-name
bridge fdb add 02:00:00:00:00:99 dev up1 self
bridge fdb show dev up1
ip rule add iif up1 table 5
ip rule show
ip rule del iif up1 table 5
ip link add br0 type bridge
ip link set up1 master br0
ip -br link show master br0
ip link set v0 nomaster
ip link set dev up1 name up1
ip link set v0 name v0
ip link set dev v0 name up1
ip link add up1 type veth
ip link property add dev br0 altname v0
ip link property del dev v0 altname v0
ip link property del dev v0 altname nix
ip link property del dev up1 altname up1
ip link show up1
ip link property add dev v0 altname 'a b'
ip link property add dev v0 altname a/b
ip link property add dev v0
ip link property add dev v0 bogus x
ls /sys/class/net
ip link set v0 type veth peer name nix
ip link set v0 type veth peer name lo
ip link set v0 type veth peer
ip link set v0 type veth bogus
ip link set v0 mtu 1400 type veth peer name lo
ip -o link show v0 | grep -o 'mtu [0-9]*'
ip link del br0
ip link del a-very-long-alternative-name
