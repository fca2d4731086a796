# A bond that asks a neighbor whether its links work
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
ip link add bond0 type bond mode active-backup arp_interval 200 arp_ip_target 192.0.2.2
ip link set A master bond0
ip link set C master bond0
ip addr add 192.0.2.1/24 dev bond0
ip link set bond0 up
ip -d link show bond0
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
sleep 1.5
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ip netns exec far ip neigh show 192.0.2.1 | grep -o "lladdr.*:0a"
tail -n +2 /proc/net/bonding/bond0 | grep -v Failure
ip -n far link set B nomaster
sleep 1.8
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip -n far link set B master br0
sleep 1.5
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
ip link set bond0 type bond miimon 100 arp_interval 100
ip link set bond0 type bond arp_validate backup miimon 100
ip link set bond0 type bond arp_interval 0 miimon 100
ip -d link show bond0 | grep -o "miimon.*arp_missed"
ip netns del far
sleep 0.4
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"
