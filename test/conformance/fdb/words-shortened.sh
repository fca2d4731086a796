# Words of bridge fdb that are cut short, named twice, or contradict each other
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
ip link set B up
ip link set A up
ip link set br0 up
sleep 1.5
bridge fdb add 02:00:00:00:00:61 dev A m s
bridge fdb add 02:00:00:00:00:62 dev A m ext dyn
bridge fdb add 02:00:00:00:00:63 dev A m u
bridge fdb add 02:00:00:00:00:64 dev A m sti
bridge fdb add 02:00:00:00:00:65 dev A m e
bridge fdb add 02:00:00:00:00:66 dev A m r
bridge fdb add 02:00:00:00:00:67 dev A master local static
bridge fdb add 02:00:00:00:00:68 dev A master local dynamic
bridge fdb add 02:00:00:00:00:69 dev A master dynamic extern_learn static
bridge fdb add 02:00:00:00:00:6a dev A master static extern_learn dynamic
bridge fdb add 02:00:00:00:00:6b dev A master vlan 1 vlan 2
bridge fdb add 02:00:00:00:00:6b dev A master vlan -1 vlan -2
bridge fdb show dev A master
bridge fdb show vlan 1 vlan 1
bridge fdb show vlan 0 vlan 1
bridge fdb show dynamic br br0
bridge fdb get 02:00:00:00:00:61 br br0 dynamic
bridge fdb get 02:00:00:00:00:61 dev A br br0
bridge fdb get 02:00:00:00:00:61 dev A br nope
bridge fdb flush dev br0 help
bridge fdb flush dev br0 help foo brport br0
bridge fdb flush dev br0 vlan 5 vlan 6
bridge fdb flush dev br0 brport A brport A
bridge fdb flush dev A master self
bridge fdb show br br0
