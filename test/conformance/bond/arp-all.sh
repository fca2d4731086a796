# Every slave asks, answers are looked at
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
ip netns exec far sysctl -qw net.ipv4.conf.all.arp_ignore=1
ip link add bond0 type bond mode active-backup arp_interval 200 arp_ip_target 192.0.2.2 arp_validate all primary A
ip link set A master bond0
ip link set C master bond0
ip addr add 192.0.2.1/24 dev bond0
ip link set bond0 up
sleep 1.7
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ip -n far link set D nomaster
sleep 1.8
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ip -n far link set D master br0
sleep 1.5
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ip link set bond0 type bond arp_ip_target 192.0.2.9
sleep 1.5
ip link show bond0
ip link del bond0
ip -n far link add br1 address 02:00:00:00:00:98 type bridge mcast_snooping 0
ip -n far addr add 192.0.2.3/24 dev br1
ip -n far link set br1 up
ip link add bond0 type bond mode balance-rr arp_interval 200 arp_ip_target 192.0.2.2
ip link set A master bond0
ip link set C master bond0
ip addr add 192.0.2.1/24 dev bond0
sleep 0.7
ip link set bond0 up
sleep 1.5
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ip -n far link set D down
sleep 1.8
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ip link show bond0
ip netns del far
sleep 0.4
ip link del bond0
