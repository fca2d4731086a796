# States of single VLANs, and what a bridge does about the groups of one
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge vlan_filtering 1
for n in a b; do ip netns add $n; ip link add p$n type veth peer name eth0 netns $n; ip link set p$n master br0 up; ip -n $n link set eth0 up; done
ip link set br0 up
ip -n a address add 10.0.0.1/24 dev eth0
ip -n b address add 10.0.0.2/24 dev eth0
bridge vlan add dev pa vid 10-12
bridge vlan add dev br0 vid 10 self
ip netns exec a ping -c 1 -W 1 10.0.0.2 >/dev/null; echo $?
bridge vlan set dev pa vid 1 state blocking
ip netns exec a ping -c 1 -W 1 10.0.0.2 >/dev/null; echo $?
bridge vlan set dev pa vid 1 state learning
bridge fdb flush dev pa dynamic
ip netns exec a ping -c 1 -W 1 10.0.0.2 >/dev/null; echo $?
bridge fdb show dynamic br br0 | grep -c 'dev pa vlan 1 '
bridge vlan set dev pa vid 1 state forwarding
bridge vlan set dev pb vid 1 state learning
ip netns exec a ping -c 1 -W 1 10.0.0.2 >/dev/null; echo $?
bridge vlan set dev pb vid 1 state forwarding
ip netns exec a ping -c 1 -W 1 10.0.0.2 >/dev/null; echo $?
bridge vlan set dev pa vid 11 state disabled mcast_router 0
bridge vlan add dev pa vid 11 untagged
bridge -d vlan show
bridge -d -j vlan show dev pa
bridge vlan set dev pa vid 10-12 state 7
bridge vlan set dev pa vid 10-12 state up
bridge vlan set dev pa vid 10-20 state blocking
bridge vlan set dev pa vid 99 state blocking
bridge vlan set dev pa state blocking
bridge vlan set dev nosuch vid 1 state blocking
bridge vlan set dev lo vid 1 state blocking
bridge vlan set dev pa vid 0 state blocking
bridge vlan set dev pa vid 4095 state blocking
bridge vlan set dev pa vid 12-10 state blocking
bridge vlan set dev br0 vid 1 mcast_router 3
bridge vlan set dev pa vid 1 mcast_router 300
bridge vlan set dev pa vid 1
bridge vlan set dev pa vid 1 state
bridge vlan global show vid 10
bridge vlan global set dev br0 vid 10-11 mcast_snooping 0 mcast_query_interval 5 mcast_last_member_interval 101
bridge vlan global set dev br0 vid 11 mcast_igmp_version 4
bridge vlan global set dev br0 vid 10-20 mcast_querier 1
bridge vlan global set dev pa vid 10 mcast_querier 1
bridge vlan global set dev br0 vid 10 mcast_querier x
bridge vlan global set dev br0 mcast_querier 1
bridge vlan global show
bridge -j vlan global show vid 12
bridge vlan global show dev pa
bridge vlan del dev pa vid 11-12
bridge vlan add dev pa vid 11
bridge vlan global show vid 11
bridge -d vlan show dev pa
ip link set br0 type bridge stp_state 1
bridge vlan set dev pa vid 1 state blocking
ip link del pa
ip link del pb
ip link del br0
