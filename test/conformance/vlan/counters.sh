# What a VLAN interface counts
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns add red
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec red sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B netns red
ip link set A up
ip -n red link set B up
ip link add link A name A.5 up type vlan id 5
ip -n red link add link B name B.5 up type vlan id 5
ip addr add 192.0.2.1/24 dev A.5
ip -n red addr add 192.0.2.2/24 dev B.5
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev A.5
ip -n red link set B.5 address 02:00:00:00:00:02
ip -n red neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev B.5
ip link set A.5 address 02:00:00:00:00:01
ping -c 3 -i 0.2 -q 192.0.2.2 | grep loss
ip -s link show A
ip -s link show A.5
ip -n red -s link show B
ip -n red -s link show B.5
ip -d link show A.5
ip -d link show A
ip netns del red
sleep 1
ip link
