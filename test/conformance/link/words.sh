# Words of links, namespaces and their like: shortened, cut off, out of range
# oracle: root
ip link add va address 02:00:00:00:00:0a type veth peer name vb address 02:00:00:00:00:0b
sysctl -qw net.ipv6.conf.va.disable_ipv6=1 net.ipv6.conf.vb.disable_ipv6=1
ip link add br0 type bridge
ip link set vb master br0
ip link set va up
ip addr add 10.0.0.1/24 dev va
ip netns add n1
t() {
  "$@"
  echo "= $?"
  ip link del x0 2>&-
}
for n in 0 -1 4097 x ''; do t ip link add x0 numtxqueues "$n" type bridge; t ip link add x0 numrxqueues "$n" type bridge; done
for n in 0 -1 0x10 x ''; do t ip link add x0 index "$n" type bridge; done
for n in 0 a 'a b' xyz 01:80:c2:00:00:04 01:80:c2:00:00:04:05; do t ip link add x0 type bridge group_address "$n"; done
for n in o of off on onx ON 1 ''; do t ip link set vb type bridge_slave hairpin "$n"; t bridge link set dev vb hairpin "$n"; t ip link set va carrier "$n"; done
t ip link add x0 type vxlan id 5 d va dstport 4789 nol
t ip link add x0 type vxlan i 5 de va dst 4789 l
t ip link add x0 type vxlan id 5 lo 7 dst 4789
t ip link add x0 type vxlan id 5 remote 10.1 dst 4789
t ip link add x0 type vxlan id 5 remote any dst 4789
t ip link add x0 type vxlan id 5 local foo dst 4789
t ip link add x0 type vxlan id 5 t 5 dst 4789
t ip link add x0 type vxlan id 5 f 5 dst 4789
t ip link add x0 type vxlan id 5 a 5 dst 4789
t ip link add x0 type vxlan id 5 m 5 dst 4789
t ip link add x0 type vxlan id 5 p 5 6 dst 4789
t ip link add x0 type vxlan id 5 s 5 6 dst 4789
t ip link add x0 type vxlan id 5 nol2 dst 4789
t ip link add x0 type vxlan id 5 l2 dst 4789
t ip link add x0 type vxlan id 5 n dst 4789
t ip link add x0 type vxlan id 5 u dst 4789
t ip link add x0 type vxlan id 5 noud dst 4789
t ip netns set a/b auto
t ip netns set n1 4294967296
t ip netns set n1 -1
t ip netns attach '' 1
t ip netns attach a/b 1
t ip netns pids a/b
t ip netns exec '' true
t ip netns list-id nsid 99999999999
t ip netns list-id target-nsid -1
t ip netns list-id a/b
t bridge mdb add dev va port vb grp 1x
t bridge mdb add dev va port vb grp xyz
t ip maddr add 33:33:00:00:00:55 dev a/b
t ip maddr add addr 33:33:00:00:00:55 dev va
t ip maddr add a 33:33:00:00:00:56 dev va
t ip tuntap add x0 m tap
t ip tuntap add x0 mod tap
t ip tuntap add x0 mu mode tap
t ip nexthop add id 9 group 1.2.3/4
t ip nexthop add id 9 group a/b
t ip nexthop add id 9 group 1,x
t ip nexthop add id 9 group ''
t ip route get 10.9.0.1 oif va fibmatch
t ip route get 10.0.0.9 oif va fibmatch
t ip route get 10.9.0.1 fibmatch
t ip route get 10.0.0.9 from 0.0.0.0/0
t bridge fdb fl dev br0
t bridge fdb get 02:00:00:00:00:01 dev vb v 5 self
for n in '' a/b toolongname1234567 nosuch va; do t ip link property add dev "$n" altname alt1; done
