# What a kernel whose bridges know no VLANs says of them (found by fuzzing).
# oracle: root
ip link add br0 type bridge
ip link add A type veth peer name B
ip link add vx1 type vxlan id 5 dstport 4790
bridge vlan
bridge -s vlan
bridge -j vlan
bridge -d vlan
bridge -d -s vlan
bridge -j -d vlan
bridge -d vlan show dev A
bridge vlan global
bridge vlan global show vid 5
bridge -j vlan global
bridge -j -p vlan global
bridge vlan tunnelshow
bridge -s vlan tunnelshow
bridge vlan set dev nosuch
bridge vlan set dev nosuch vid x
bridge vlan set vid 5 dev nosuch
bridge vlan set vid 5000 dev nosuch
bridge vlan global set dev nosuch
bridge vlan global set vid 5
bridge vlan global set dev A vid 5
bridge vlan global set dev vid br0
bridge vni show dev br0
bridge -j vni show dev br0
bridge -j -p vni show dev A
bridge -j vni show dev vx1
ip link del A
