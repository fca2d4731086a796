# Two namespaces speak over VLANs of one cable
# oracle: vm
ip netns add red
ip link add A type veth peer name B netns red
ip link add link A name A.5 type vlan id 5
ip -n red link add link B name B.5 type vlan id 5
ip -n red link add link B name B.6 type vlan id 6
ip link set A up
ip -n red link set B up
ip link set A.5 up
ip -n red link set B.5 up
ip -n red link set B.6 up
ip addr add 192.0.2.1/24 dev A.5
ip -n red addr add 192.0.2.2/24 dev B.5
ip addr add 198.51.100.1/24 dev A
ip -n red addr add 198.51.100.2/24 dev B.6
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ping -c 2 -i 0.2 -q 192.0.2.2 | grep loss
ip neigh
ping -c 1 -W 1 198.51.100.2 -q | grep loss
ip -n red link show B.5
ip -n red neigh
ip netns del red
sleep 1
ip link
