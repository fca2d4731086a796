# Entries of a bridge by hand: static, dynamic, sticky, learned elsewhere
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
sysctl -qw net.ipv6.conf.A.disable_ipv6=1 net.ipv6.conf.B.disable_ipv6=1 net.ipv6.conf.br0.disable_ipv6=1
ip link set A master br0
bridge fdb add 02:00:00:00:00:61 dev A master dynamic
bridge fdb add 02:00:00:00:00:60 dev A master
bridge fdb add 02:00:00:00:00:60 dev A master
bridge fdb append 02:00:00:00:00:60 dev A master static
bridge fdb get 02:00:00:00:00:60 br br0
ip link set A up
ip link set B up
ip link set br0 up
bridge fdb add 02:00:00:00:00:61 dev A master dynamic
bridge fdb add 02:00:00:00:00:62 dev A master sticky
bridge fdb add 02:00:00:00:00:63 dev A master static sticky
bridge fdb add 02:00:00:00:00:64 dev A master dynamic sticky
bridge fdb add 02:00:00:00:00:65 dev A master extern_learn
bridge fdb add 02:00:00:00:00:66 dev A master dynamic extern_learn
bridge fdb add 02:00:00:00:00:68 dev A master use
bridge fdb add 02:00:00:00:00:69 dev A master self
bridge fdb add 02:00:00:00:00:6a dev A local
bridge fdb add 00:00:00:00:00:00 dev A master
bridge fdb add 01:00:5e:00:00:05 dev A master
bridge fdb add 02:00:00:00:00:70 dev br0
bridge fdb add 02:00:00:00:00:71 dev br0 self permanent
bridge fdb add 02:00:00:00:00:72 dev br0 master
bridge fdb add 02:00:00:00:00:73 dev br0 self dynamic
bridge fdb add 02:00:00:00:00:74 dev br0 self static
bridge fdb show br br0
bridge -j fdb show brport A
bridge fdb get 02:00:00:00:00:61 dev A
bridge -j fdb get 02:00:00:00:00:63 br br0
bridge fdb get 02:00:00:00:00:61 brport A self
bridge fdb get 02:00:00:00:00:6a br br0
bridge fdb del 02:00:00:00:00:60 dev B master
bridge fdb del 02:00:00:00:00:60 dev br0
bridge fdb del 02:00:00:00:00:60 dev A master static
bridge fdb del 02:00:00:00:00:0a dev A master
bridge fdb show br br0
sleep 1.1
