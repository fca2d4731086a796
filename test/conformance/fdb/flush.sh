# Flushing a bridge's entries by kind and by port
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
for dev in br0 A B C D; do sysctl -qw net.ipv6.conf.$dev.disable_ipv6=1; ip link set $dev up; done
ip link set A master br0
ip link set C master br0
bridge fdb add 02:00:00:00:00:60 dev A master
bridge fdb add 02:00:00:00:00:61 dev A master static
bridge fdb add 02:00:00:00:00:62 dev A master dynamic
bridge fdb add 02:00:00:00:00:63 dev C master static sticky
bridge fdb add 02:00:00:00:00:64 dev C master dynamic extern_learn
bridge fdb add 02:00:00:00:00:65 dev br0
bridge fdb show br br0
bridge fdb flush dev br0 brport A static
bridge fdb show br br0
bridge fdb flush dev br0 sticky
bridge fdb flush dev br0 extern_learn
bridge fdb show br br0
bridge fdb flush dev A master dynamic
bridge fdb show brport A
bridge fdb flush dev br0 nopermanent
bridge fdb flush dev br0 brport br0 added_by_user
bridge fdb show br br0
bridge fdb flush dev br0
bridge fdb show br br0
