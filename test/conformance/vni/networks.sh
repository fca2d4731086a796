# A VXLAN interface of several networks: what bridge vni adds, changes, shows and deletes, and the entries it brings along
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip link add vx type vxlan external dstport 4789
ip link add vz type vxlan external vnifilter dstport 4790 local 10.0.0.1 dev A
sysctl -qw net.ipv6.conf.vx.addr_gen_mode=1 net.ipv6.conf.vz.addr_gen_mode=1
ip -d link show vx
ip -d link show vz
ip -d -j link show vz
bridge vni
bridge -j vni
bridge vni add dev vz vni 100
bridge vni add dev vz vni 200-203,300 remote 10.0.0.9
bridge vni add dev vz vni 400 group 239.1.1.1
bridge vni add dev vz vni 500 remote fd00::9
bridge vni
bridge -j vni show dev vz
bridge -s vni list dev vz
bridge -s -j vni
bridge fdb show dev vz
bridge vni add dev vz vni 100 remote 10.0.0.5
bridge vni add dev vz vni 100 remote 10.0.0.6
bridge fdb show dev vz
bridge vni add dev vz vni 100
bridge vni delete dev vz vni 200-201
bridge vni delete dev vz vni 500
bridge vni
bridge fdb show dev vz
ip link set vz up
ip maddr show dev A | grep 239
bridge vni add dev vz vni 600 group 239.1.1.2
bridge vni delete dev vz vni 400
ip maddr show dev A | grep 239
ip link set vz type vxlan remote 10.0.0.77 dev A
bridge fdb show dev vz
bridge vni add dev vz vni 700
bridge fdb show dev vz
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.7 src_vni 20
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.7 src_vni 21 vni 22
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.7
bridge fdb append 00:00:00:00:00:00 dev vx dst 10.0.0.7 src_vni 20
bridge fdb append 00:00:00:00:00:00 dev vx dst 10.0.0.8 src_vni 20
bridge fdb show dev vx
bridge -j fdb show dev vx
bridge fdb get 02:00:00:00:00:01 dev vx vni 20 self
bridge fdb get 02:00:00:00:00:01 dev vx self
bridge fdb del 02:00:00:00:00:01 dev vx src_vni 21
bridge fdb del 02:00:00:00:00:01 dev vx
bridge fdb show dev vx
ip link set vz down
ip maddr show dev A | grep 239
ip link del vz
ip link del vx
