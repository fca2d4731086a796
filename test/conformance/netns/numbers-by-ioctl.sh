# Programs that name devices to ioctls give namespaces no numbers.
# oracle: root
ip netns add ns0
ip netns add blue
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip netns exec ns0 sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add name veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02 netns ns0
ip -n ns0 netns list-id
ip netns exec ns0 ifconfig veth1 add fd00::7/64
ip netns exec ns0 ifconfig veth1 10.0.0.1
ip -n ns0 netns list-id
ip netns exec ns0 ifconfig veth1 down
ip netns exec ns0 ifconfig veth1 | head -3
ip -n ns0 netns list-id
ip link set veth0 netns blue
ip -n ns0 link show veth1
ip -n ns0 netns list-id
echo "--- the same by rtnetlink"
ip link add name veth2 address 02:00:00:00:00:03 type veth peer name veth3 address 02:00:00:00:00:04 netns ns0
ip -n ns0 netns list-id
ip -n ns0 addr add fd00::8/64 dev veth3
ip -n ns0 netns list-id
echo "--- other programs"
ip netns add red
ip link add name veth4 address 02:00:00:00:00:05 type veth peer name veth5 address 02:00:00:00:00:06 netns red
ip netns exec red ethtool -k veth5 | head -2
ip netns exec red brctl addbr br0
ip netns exec red brctl addif br0 veth5
ip netns exec red ifconfig veth5 mtu 1400
ip netns exec red ifconfig nosuch 10.0.0.1
ip -n red netns list-id
sleep 2
