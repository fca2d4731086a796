# A group's address of one's own leads to lo, which is in the group of all hosts once it is up.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link set lo down
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
sleep 1.2
ip addr add 224.0.0.1 dev v0
ip route get 224.0.0.1
ip route get 224.0.0.1 oif v0
ip route get 224.0.0.1 oif lo
ip link set lo up
ip maddr show dev lo
ip route get 224.0.0.1
ip -j route get 224.0.0.1
ip route get 224.0.0.1 oif v0
ip addr add 224.0.0.5 dev lo
ip route get 224.0.0.5
ip route get 224.0.0.1 from 224.0.0.1
ip route get 224.0.0.1 from 10.0.0.1
ip link set lo down
ip route get 224.0.0.1
ip link set lo up
