# A trunk carries tagged frames to a VLAN interface, an access port the same without a tag
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1
ip netns add red
ip netns add blue
ip link add A address 02:00:00:00:00:0a type veth peer name eth0 address 02:00:00:00:00:0b netns red
ip link add C address 02:00:00:00:00:0c type veth peer name eth0 address 02:00:00:00:00:0d netns blue
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec blue sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link set A master br0 up
ip link set C master br0 up
ip link set br0 up
ip -n red link set eth0 up
ip -n red link add link eth0 name eth0.10 type vlan id 10
ip -n red addr add 192.0.2.1/24 dev eth0.10
ip -n red link set eth0.10 up
ip -n blue addr add 192.0.2.2/24 dev eth0
ip -n blue link set eth0 up
bridge vlan add vid 10 dev A
bridge vlan add vid 10 dev C pvid untagged
ip netns exec red ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge fdb show br br0 vlan 10
bridge vlan del vid 10 dev A
ip netns exec red ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge vlan add vid 10 dev A untagged
ip netns exec red ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip -n red -s link show eth0.10 | tail -n +3
ip -n red neigh flush all
ip -n blue neigh flush all
ip neigh flush all
