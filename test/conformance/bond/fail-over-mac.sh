# Whose address the bond has when another slave takes over
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
ip link add bond0 type bond mode active-backup miimon 50 fail_over_mac active
ip link set A master bond0
ip link set C master bond0
ip addr add 192.0.2.1/24 dev bond0
ip link set bond0 up
sleep 0.3
ip -br link
ip link set bond0 type bond active_slave C
ip -br link
ip link set bond0 address 02:00:00:00:00:77
ip -br link
ip -n far link set D down
sleep 0.3
ip -br link
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
tail -n +2 /proc/net/bonding/bond0
ip -n far link set D up
sleep 0.3
ip link set bond0 type bond fail_over_mac follow
ip link set A nomaster
ip -br link
ip link del bond0
ip link add bond0 type bond mode active-backup miimon 50 fail_over_mac follow
ip link set A master bond0
ip link set C master bond0
ip addr add 192.0.2.1/24 dev bond0
ip link set bond0 up
sleep 0.3
ip -br link
ip link set bond0 type bond active_slave C
ip -br link
ip link set bond0 address 02:00:00:00:00:77
ip -n far link set D down
sleep 0.3
ip -br link
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip -n far link set D up
sleep 0.3
ip link set A nomaster
ip -br link
ip link del bond0
ip -br link
ip link add bond0 address 02:00:00:00:00:55 type bond mode active-backup
ip link set A master bond0
ip -br link show A
ip link add ifb0 type ifb
ip link set ifb0 master bond0
ip link set A nomaster
ip -br link show bond0
ip link set ifb0 master bond0
ip -d link show bond0 | grep -o "fail_over_mac [a-z]*"
ip -br link
ip link del bond0
ip link del ifb0
ip netns del far
sleep 0.2
