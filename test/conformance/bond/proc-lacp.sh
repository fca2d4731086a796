# What /proc/net/bonding tells of link aggregation
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link add bond0 type bond mode 4 lacp_rate fast
ip -n far link add bond0 type bond mode 4
tail -n +2 /proc/net/bonding/bond0
ip link set A master bond0
ip link set C master bond0
ip -n far link set B master bond0
ip link set bond0 up
ip -n far link set bond0 up
sleep 4.5
tail -n +2 /proc/net/bonding/bond0
cat /sys/class/net/A/bonding_slave/ad_aggregator_id /sys/class/net/A/bonding_slave/ad_actor_oper_port_state
cat /sys/class/net/bond0/bonding/ad_partner_mac /sys/class/net/bond0/bonding/ad_num_ports
setpriv --bounding-set -net_admin tail -n +2 /proc/net/bonding/bond0 | head -20
ip link del bond0
ip netns del far
sleep 0.3
