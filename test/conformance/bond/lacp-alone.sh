# Link aggregation where nobody answers
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link add bond0 type bond mode 802.3ad lacp_rate fast ad_select bandwidth lacp_active off ad_actor_sys_prio 100 ad_user_port_key 3 ad_actor_system 02:00:00:00:00:99
ip link set B up
ip link set D up
ip link set A master bond0
ip link set C master bond0
ip -d link show bond0
ip link set bond0 up
sleep 0.8
ip -d link show bond0
ip -d link show A
ip -d link show C
sleep 4
ip -d link show bond0 | grep -o "ad_agg.*ad_actor_sys"
ip -d link | grep -o "bond_slave.*addrgen"
ip link set bond0 type bond ad_user_port_key 4
ip link set bond0 type bond lacp_rate slow
ip link set bond0 type bond ad_actor_sys_prio 0
ip link set bond0 type bond ad_actor_system 00:00:00:00:00:00
ip link set bond0 type bond ad_actor_system 02:00
ip link set bond0 type bond ad_actor_system 01:00:00:00:00:01
ip link set bond0 type bond primary A
ip link set bond0 type bond tlb_dynamic_lb 0
ip link set bond0 type bond packets_per_slave 1
ip link set B down
sleep 0.4
ip -d link show bond0 | grep -o "ad_agg.*ad_actor_sys"
ip -d link | grep -o "bond_slave.*addrgen"
ip link show bond0
ip link set D down
sleep 0.4
ip link show bond0
ip link del bond0
ip -br link
