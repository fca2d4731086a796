# Words of bridges, their ports, VXLAN and sysctl that few people use
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add br0 type bridge mcast_vlan_snooping 0
ip link set br0 type bridge fdb
ip link set br0 type bridge forward 500
ip link set br0 type bridge group 0x8
ip link set br0 type bridge group_addr 01:80:c2:00:00:04
ip link set br0 type bridge group_addr frob
ip link set br0 type bridge hello 300
ip link set br0 type bridge max 1000
ip link set br0 type bridge mcast 1
ip link set br0 type bridge no 1
ip link set br0 type bridge stp 0
ip link set br0 type bridge ageing 5000
ip -d link show br0
ip link set A master br0
ip link set A type bridge_slave fast on
ip link set A type bridge_slave fdb
ip link set A type bridge_slave group 0x8
ip link set A type bridge_slave is on
ip link set A type bridge_slave lock on
ip link set A type bridge_slave mcast 1
ip link set A type bridge_slave mcast_fast_leave on
ip link set A type bridge_slave neigh on
ip link set A type bridge_slave nobackup_port
ip link set A type bridge_slave prio 5
ip link set A type bridge_slave proxy on
ip link set A type bridge_slave root on
ip link set A type bridge_slave vlan on
ip -d link show A
ip link add v1 type vxlan id 1 dstport 4789 dsfield 4
ip link add v2 type vxlan id 2 dstport 4789 hoplimit 9
ip link add v3 type vxlan id 3 dstport 4789 label 5
ip link add v4 type vxlan id 4 dstport 4789 nol2miss
ip link add v5 type vxlan id 5 dstport 4789 noudp6zerocsumrx
ip link add v6 type vxlan id 6 dstport 4789 noudpcsum
ip link add v7 type vxlan id 7 dstport 4789 port 1000 2000
ip link add v8 type vxlan id 8 dstport 4789 udp6zerocsumrx
ip link add v9 type vxlan id 9 dstport 4789 udp6zerocsumtx
ip link add v10 type vxlan id 10 dstport 4789 age 5
ip link add v11 type vxlan id 11 dst 4789
ip link add v12 type vxlan id 12 dstport 4789 flow 5
ip link add v13 type vxlan id 13 dstport 4789 l2
ip link add v14 type vxlan id 14 dstport 4789 l3
ip link add v15 type vxlan id 15 dstport 4789 max 5
ip link add v16 type vxlan id 16 dstport 4789 to 5
ip link add v17 type vxlan id 17 dstport 4789 udp
ip link add v18 type vxlan id 18 dstport 4789 udp6
ip -d link show type vxlan
ip link add mv link B type macvlan mod bridge
ip -d link show mv
bridge link set dev A nobackup_port
bridge fdb to
bridge fdb add to 02:00:00:00:00:01 dev A
bridge fdb get to 02:00:00:00:00:01 dev A
sysctl --name net.ipv4.ip_forward
sysctl --all --pattern ip_forward$
sysctl -A --pattern ip_forward$
sysctl -X --pattern ip_forward$
sysctl -x net.ipv4.ip_forward
sysctl -d net.ipv4.ip_forward
sysctl -V
sysctl --version
