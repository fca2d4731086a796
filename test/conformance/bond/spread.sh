# Frames spread over links: in turn, to all, by hash
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D netns far
ip -n far link add br0 address 02:00:00:00:00:99 type bridge mcast_snooping 0
ip -n far link set B master br0
ip -n far link set D master br0
ip -n far link set B up
ip -n far link set D up
ip -n far addr add 192.0.2.2/24 dev br0
ip -n far link set br0 up
ip link add bond0 type bond mode balance-xor xmit_hash_policy layer2+3 miimon 50
ip link set A master bond0
ip link set C master bond0
ip addr add 192.0.2.1/24 dev bond0
ip link set bond0 up
sleep 0.2
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:99 dev bond0
ip neigh add 192.0.2.3 lladdr 02:00:00:00:00:99 dev bond0
ip neigh add 192.0.2.7 lladdr 02:00:00:00:00:98 dev bond0
ip -n far neigh add 192.0.2.1 lladdr 02:00:00:00:00:0a dev br0
ping -c 2 -i 0.2 -W 1 -q 192.0.2.2 | grep loss
ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ping -c 1 -W 1 -q 192.0.2.7 | grep loss
ip -s link show A
ip -s link show C
ip -s link show bond0
ip -n far link set B down
sleep 0.2
ping -c 2 -i 0.2 -W 1 -q 192.0.2.2 | grep loss
ip -d link show A | grep bond_slave
ip -s link show bond0
ip -n far link set B up
sleep 0.2
ip link set A nomaster
ip -s link show bond0
ip link del bond0
ip link add bond0 address 02:00:00:00:00:0a type bond mode broadcast
ip link set C master bond0
ip link set A master bond0
ip -n far link set B down
ip -n far link set B nomaster
ip -n far link set B up
ip addr add 192.0.2.1/24 dev bond0
ip link set bond0 up
sleep 0.2
ip -s -n far link show B | grep -A1 RX
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:99 dev bond0
ping -c 2 -i 0.2 -W 1 -q 192.0.2.2 | grep loss
ip -s -n far link show B | grep -A1 RX
ip -d link show A | grep bond_slave
ip netns del far
sleep 0.2
ip -d link show bond0 | grep -o "bond mode [a-z]*"
