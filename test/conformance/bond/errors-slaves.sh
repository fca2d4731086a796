# What cannot be a slave, and what cannot be done to one
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add C type veth peer name D
ip link add bond0 type bond mode active-backup
ip link set A up
ip link set A master bond0
ip link set A down
ip link set A master nonesuch
ip link set A master bond0
ip link set A master bond0
ip link set bond0 master bond0
ip link set lo master bond0
ip link set bond0 type bond mode balance-rr
ip link set bond0 type bond fail_over_mac active
ip link set bond0 type bond active_slave C
ip link set bond0 type bond active_slave nonesuch
ip link set bond0 type bond primary nonesuch
ip link set A type bond_slave queue_id 16
ip link set A type bond_slave queue_id 17
ip link set A type bond_slave queue_id 70000
ip link set A type bond_slave prio x
ip link set A type bond_slave cost 3
ip link set A type bond_slave queue_id
ip link set C type bond_slave queue_id 3
ip link set bond0 type bond_slave queue_id 3
ip link set A type bridge_slave cost 3
ip link add link C name mv type macvlan
ip link set C master bond0
ip link del mv
ip link set C master bond0
ip link set C type bond_slave queue_id 16
ip link add link C name mv type macvlan
ip link add bond1 type bond
ip link set A master bond1
ip link set A down
ip link set A type bond_slave prio 3
ip -d link show A | grep slave
ip link set A master bond1
ip link set A type bond_slave prio 3
ip -d link show A | grep slave
ip link set bond1 master bond0
ip link set bond0 master bond1
ip link set bond0 mtu 70000
ip link set bond0 mtu 60
ip link set bond0 address 01:00:00:00:00:01
ip link set A type bond mode 1
ip link del bond0 type bridge
ip -br link
