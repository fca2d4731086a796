# Ports that need not hear everything: the only one of a bridge with VLANs that learns, and those that do not, where devices can filter
# oracle: vm
ip link add br0 type bridge vlan_filtering 1
ip link add v0 type veth peer name p0
for each in br0 v0 p0; do sysctl -qw net.ipv6.conf.$each.addr_gen_mode=1; done
sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link set v0 up
ip link set p0 up
ip link add link v0 name v0.5 type vlan id 5
ip link add link v0 name mv0 type macvlan mode bridge
ip link add bo0 type bond
ip link set v0.5 up
ip link set mv0 up
ip link set bo0 up
ip link set br0 up
s() { ip -d link | grep -oE "^[0-9]+: [^:]*|promiscuity [0-9]*" | tr "\n" " "; echo; bridge fdb show | grep -v "33:33\|01:00:5e" | sort -s -k 2 ; }
s
ip link set v0.5 master br0; s
ip link set v0.5 nomaster; s
ip link set mv0 master br0; s
ip link set mv0 nomaster; s
ip link set bo0 master br0; s
bridge fdb add 02:00:00:00:00:07 dev bo0 master static; s
ip link set v0.5 master br0; s
bridge link set dev v0.5 learning off; s
bridge link set dev v0.5 flood off; s
bridge fdb add 02:00:00:00:00:08 dev bo0 master static vlan 1; s
bridge fdb del 02:00:00:00:00:07 dev bo0 master; s
ip link set br0 promisc on; s
ip link set br0 promisc off; s
ip link set br0 down
ip link set br0 promisc on; s
ip link set br0 up; s
ip link set br0 promisc off; s
ip link set br0 type bridge vlan_filtering 0; s
ip link set br0 type bridge vlan_filtering 1; s
ip link set v0.5 nomaster; s
ip link add dm0 type dummy
ip link set dm0 master br0; s
ip link set dm0 nomaster; s
ip link add dm1 type dummy
ip link add link dm1 name dm1.9 type vlan id 9
ip link set dm1 up
ip link set dm1.9 up
ip link set dm1.9 master br0; s
ip link set dm1.9 address 02:00:00:00:00:99; s
ip link set dm1.9 down; s
ip link set dm1.9 up; s
ip link set dm1.9 type bridge_slave learning off flood off; s
ip link set dm1.9 type bridge_slave learning on; s
bridge link set dev nosuch learning off
bridge fdb add 02:00:00:00:00:07 dev dm1.9 self; s
bridge fdb add 02:00:00:00:00:0a dev br0 self permanent; s
bridge fdb del 02:00:00:00:00:0a dev br0 self; s
ip link del br0; s
