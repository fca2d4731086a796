# Addresses of hosts among the groups that a device hears, and groups among the hosts
# oracle: vm
ip link add A type veth peer name B
ip link add link A name v type vlan id 7
ip link add m link A type macvlan mode bridge
ip link add d type dummy
sysctl -qw net.ipv6.conf.A.disable_ipv6=1 net.ipv6.conf.B.disable_ipv6=1 net.ipv6.conf.v.disable_ipv6=1 net.ipv6.conf.m.disable_ipv6=1 net.ipv6.conf.d.disable_ipv6=1
ip maddr add dev d
ip maddr show dev d
ip maddr add 02:00:00:00:00:01 dev d
ip maddr add 02:00:00:00:00:01 dev d
ip -j maddr show dev d
bridge fdb show dev d
bridge fdb add 02:00:00:00:00:01 dev d self
bridge fdb show dev d
bridge fdb add 01:80:c2:00:00:03 dev d self
ip maddr show dev d
ip maddr add 01:80:c2:00:00:03 dev d
ip maddr show dev d
bridge fdb show dev d
bridge fdb del 01:80:c2:00:00:03 dev d self
bridge fdb show dev d
ip maddr del dev d
ip maddr del dev d
ip maddr del 02:00:00:00:00:01 dev d
ip maddr show dev d
bridge fdb show dev d
ip link set A up
ip link set B up
ip link set v up
ip maddr add 02:00:00:00:00:07 dev v
ip maddr show dev v
ip maddr show dev A
bridge fdb show dev A
ip -d -o link show A | grep -o 'promiscuity [0-9]*'
bridge fdb add 02:00:00:00:00:08 dev v self
ip -d -o link show A | grep -o 'promiscuity [0-9]*'
bridge fdb show
bridge fdb add 02:00:00:00:00:09 dev m self
bridge fdb del 02:00:00:00:00:09 dev m self
bridge fdb replace 01:00:5e:00:00:09 dev m self
bridge fdb add 01:00:5e:00:00:09 dev m self
bridge fdb add 01:00:5e:00:00:09 dev m self
bridge fdb append 01:00:5e:00:00:09 dev m self
ip maddr show dev m
bridge fdb add 01:00:5e:00:00:01 dev A self
ip maddr show dev A
ip link set m up
ip link set v down
ip maddr show dev A
bridge fdb show dev A
ip link del v
ip link del m
ip maddr show dev A
bridge fdb show dev A
