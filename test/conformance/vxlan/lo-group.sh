# VXLAN by lo to a group: what comes back is learned from, unless it is its own; and a link below that stays is not looked at again (found by fuzzing).
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link set lo up
ip address add 10.0.1.3/8 dev lo
ip addr add fd00::4/48 nodad dev lo
ip addr add 192.168.1.2/24 dev lo
ip link add vx0 address 02:00:00:00:91:02 type vxlan vni 42 group 239.1.1.1 dev lo dstport 4789
ifconfig vx0 10.0.1.1 netmask 255.255.255.0 up
sleep 1.5
ip rule add from all lookup local priority 0
ip link add mv0 link vx0 address 02:1a:00:00:0b:03 type macvlan
ip link set mv0 up
sleep 2
bridge fdb
ip link set vx0 name lan0
ip a add 10.0.0.4/16 dev mv0
sleep 1
bridge fdb
ip link add name br1 type bridge
ip link add vx5 type vxlan id 100 local 10.0.0.1 remote 10.0.0.2 dstport 4789
ip link add v1 type vxlan id 101 group 239.1.1.1 dev br1 dstport 0
ip link set dev vx5 master br1
ip link set vx5 nomaster
ip -d link show br1 | grep -o "tso_max_size [0-9]*"
ip link set v1 type vxlan nolearning
ip -d link show v1 | grep -o "tso_max_size [0-9]*"
ip link set v1 type vxlan ageing 10
ip -d link show v1 | grep -o "tso_max_size [0-9]*"
ip link set v1 type vxlan dev br1
ip -d link show v1 | grep -o "tso_max_size [0-9]*"
ip link set v1 type vxlan learning dev br1
ip -d link show v1 | grep -o "tso_max_size [0-9]*"
ip link add v2 type vxlan id 102 group 239.1.1.1 dev br1 dstport 0
ip -d link show v2 | grep -o "tso_max_size [0-9]*"
ip link add name br2 type bridge
ip link add v3 type vxlan id 103 group 239.1.1.1 dev br2 dstport 0
ip -d link show v3 | grep -o "tso_max_size [0-9]*"
ip link set v3 type vxlan dev br1
ip -d link show v3 | grep -o "tso_max_size [0-9]*"
ip link set v3 type vxlan dev br2
ip -d link show v3 | grep -o "tso_max_size [0-9]*"
