# What is wrong with networks of VXLAN interfaces
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link add vx type vxlan external dstport 4789
ip link add vz type vxlan external vnifilter dstport 4790 dev A
ip link add vw type vxlan external vnifilter dstport 4790
ip link add vo type vxlan id 50 dstport 4790
ip link add vy type vxlan external dstport 4789
ip link set vx type vxlan external
ip link set vx type vxlan noexternal
ip link set vz type vxlan external vnifilter
ip link set vz type vxlan external novnifilter
ip link set vz type vxlan novnifilter
ip link set vx type vxlan vnifilter
ip link add v1 type vxlan vnifilter dstport 4791
ip link add v1 type vxlan id 5 vnifilter dstport 4791
ip link add v1 type vxlan id 5 vnifilt dstport 4791 2>&1 | head -1
ip link add v1 type vxlan id 5 external dstport 4791
ip link add v1 type vxlan external id 5 dstport 4791
ip link add v1 type vxlan external external dstport 4791
ip link add v1 type vxlan external noexternal dstport 4791
bridge vni add dev vz vni 100
bridge vni add dev vw vni 100
bridge vni add dev vw vni 12 group 239.1.1.1
bridge vni delete dev vz vni 999
bridge vni delete dev vz vni 100-102
bridge vni del dev vz vni 100
bridge vni add dev vx vni 5
bridge vni add dev A vni 5
bridge vni add dev C vni 5
bridge vni add vni 5
bridge vni add dev vz
bridge vni add dev vz vni 0
bridge vni add dev vz vni x
bridge vni add dev vz vni
bridge vni add dev vz vni 7 group 10.0.0.1
bridge vni add dev vz vni 7 group
bridge vni add dev vz vni 7 remote host
bridge vni add dev vz vni 9 remote 10.0.0.1 remote 10.0.0.2
bridge vni add dev vz vni 9 vni 10
bridge vni add dev vz vni 9 nonsense
bridge vni show dev vx
bridge vni show dev A
bridge vni show dev C
bridge vni show dev vz dev vw
bridge vni clear
bridge vni
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.7 src_vni 20
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.8 src_vni 20
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.7 src_vni x
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.7 src_vni 16777216
bridge fdb del 02:00:00:00:00:01 dev vx src_vni 21
bridge fdb del 02:00:00:00:00:01 dev vx
bridge fdb get 02:00:00:00:00:01 dev vx vni 25 self
bridge fdb get 02:00:00:00:00:01 dev vx vni x self
ip link set vz up
ip link set vw up
ip link set vo up
ip link set vz down
ip link set vw down
ip link set vo up
ip link set vw up
ip link del vz
ip link del vw
ip link del vo
ip link del vx
