# Two hosts agree that two links are one
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns far
ip link add bond0 type bond mode 802.3ad xmit_hash_policy layer2+3
ip -n far link add bond1 type bond mode 802.3ad lacp_rate fast
ip link set A master bond0
ip link set C master bond0
ip -d link show A
ip -d link show bond0
ip -n far link set B master bond1
ip -n far link set D master bond1
ip link set bond0 up
ip -n far link set bond1 up
ip addr add 192.0.2.1/24 dev bond0
ip -n far addr add 192.0.2.2/24 dev bond1
sleep 5
ip link show bond0
ip -d link show A
ip -d -j link show C
ip -d link show bond0
ip -d -j link show bond0
ip -n far -d link show B
ip -n far -d link show bond1
bridge fdb show dev A
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ethtool bond0 | grep Speed
ip link set bond0 type bond mode active-backup
ip link set bond0 type bond lacp_rate fast
ip -n far link set B down
sleep 0.5
ip -d link show A
ip -d link show bond0 | grep -o "ad_agg.*ad_actor_sys"
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip link set bond0 type bond min_links 2
ip link show bond0
ip link set bond0 type bond min_links 0
ip link show bond0
ip link set C nomaster
ip -d link show bond0 | grep -o "ad_agg.*ad_actor_sys"
ip link del bond0
ip netns del far
sleep 0.2
ip -br link
