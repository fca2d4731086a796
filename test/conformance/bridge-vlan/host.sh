# The host in a VLAN of its bridge, by a VLAN interface on it
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1 vlan_default_pvid 0
ip netns add red
ip link add A address 02:00:00:00:00:0a type veth peer name eth0 address 02:00:00:00:00:0b netns red
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link set A master br0 up
ip link set br0 up
ip -n red addr add 192.0.2.2/24 dev eth0
ip -n red link set eth0 up
ip link add link br0 name br0.20 type vlan id 20
ip addr add 192.0.2.1/24 dev br0.20
ip link set br0.20 up
bridge vlan show
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip neigh flush dev br0.20
bridge vlan add vid 20 dev A pvid untagged
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip neigh flush dev br0.20
bridge vlan add vid 20 dev br0 self
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge fdb show br br0
bridge vlan add vid 20 dev br0 self pvid untagged
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip addr del 192.0.2.1/24 dev br0.20
ip addr add 192.0.2.3/24 dev br0
ip netns exec red ping -c 1 -W 1 -q 192.0.2.3 | grep loss
bridge vlan show
ip -n red neigh flush all
ip neigh flush all
