# The private flags that /proc/net/vlan shows: from what a VLAN stands on, and for whom it works
# oracle: vm
ip link add low type veth peer name far
ip link add br0 type bridge
ip link add bond0 type bond
ip link add red type vrf table 10
ip link add link low name mv0 type macvlan mode bridge
ip link add link low name low.5 type vlan id 5
ip link add link br0 name br0.5 type vlan id 5
ip link add link bond0 name bond0.5 type vlan id 5
ip link add link mv0 name mv0.5 type vlan id 5
ip link add link low.5 name low.5.6 type vlan id 6
ip link add link br0.5 name br0.5.6 type vlan id 6
for each in low.5 br0.5 bond0.5 mv0.5 low.5.6 br0.5.6; do head -1 /proc/net/vlan/$each; done
ip link set low.5.6 master br0
head -1 /proc/net/vlan/low.5.6
ip link set low.5.6 nomaster
ip link set low.5.6 master red
head -1 /proc/net/vlan/low.5.6
ip link add link low.5 name mv5 type macvlan
head -1 /proc/net/vlan/low.5
ip link del mv5
head -1 /proc/net/vlan/low.5
ip link set br0.5.6 master bond0
head -1 /proc/net/vlan/br0.5.6
ip link set br0.5.6 nomaster
ip link set far master bond0
ip link add link bond0 name bond0.7 type vlan id 7
head -1 /proc/net/vlan/bond0.7
cat /proc/net/vlan/nosuch
