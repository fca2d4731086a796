# A MAC address for an FDB is scanned, not checked; and rules for what comes in by lo are about the device of that name.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link add A type veth peer name B
ip link set A master br0
bridge fdb add 525:4:00:ab:cd:ef dev A master static
bridge fdb add 522:4:00:ab:cd:ef dev A master static
bridge fdb add 0x02:4:00:ab:cd:1 dev A master static
bridge fdb add 02:00:00:00:00:07xyz dev A master static
bridge fdb add 02:00:00:00:00 dev A master static
bridge fdb add 02:00:00:00:00:g dev A master static
bridge fdb add 02:00:00:00:00: dev A master static
bridge fdb add 02-00-00-00-00-01 dev A master static
bridge fdb add +2:00:00:00:00:08 dev A master static
bridge fdb add -2:00:00:00:00:08 dev A master static
bridge fdb show dev A
bridge fdb get 522:4:00:ab:cd:ef br br0
bridge fdb del 522:4:00:ab:cd:ef dev A master
ip link set lo name lan0
ip addr add 10.0.1.5/30 dev lan0
ip rule add iif lo blackhole
ip route get 10.0.0.3
ip route get 10.0.1.5
ip rule add iif lan0 prohibit pref 5
ip route get 10.0.0.3
ip link set lan0 name lo
ip route get 10.0.0.3
ip rule
