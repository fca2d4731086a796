# While the topology changes entries are old sooner, but the round that takes them away comes when it was to come
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add b1 address 02:00:00:00:01:00 type bridge stp_state 1 forward_delay 200 hello_time 100
ip link add x1 address 02:00:00:00:01:01 type veth peer name y1 address 02:00:00:00:02:01
ip netns add h1
ip link add e1 type veth peer name eth0
ip link set eth0 address 02:00:00:00:0a:01 netns h1
ip link set x1 master b1
ip link set e1 master b1
ip addr add 10.1.0.254/24 dev b1
for i in b1 x1 y1 e1; do ip link set $i up; done
ip -n h1 addr add 10.1.0.1/24 dev eth0
ip -n h1 link set eth0 up
sleep 5
ip neigh add 10.1.0.1 lladdr 02:00:00:00:0a:01 dev b1 nud permanent
ip -n h1 neigh add 10.1.0.254 lladdr 02:00:00:00:01:00 dev eth0 nud permanent
ip netns exec h1 ping -c1 -W1 -q 10.1.0.254 | grep loss
bridge fdb show dev e1 | grep 0a:01
sleep 6
bridge fdb show dev e1 | grep 0a:01
brctl showstp b1 | grep 'gc timer' | sed 's/^.*gc timer\t*//; s/ 28[0-9]\.../28x/'
brctl showstp b1 | grep flags | head -1
ip link set b1 type bridge ageing_time 29
sleep 0.5
bridge fdb show dev e1 | grep 0a:01
ip link del e1
ip link del x1
ip netns del h1
ip link del b1
