# Rules on marks, and ping -m
# oracle: root
ip netns add c
ip netns add s
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns s
ip addr add 10.1.0.1/24 dev A
ip addr add 10.2.0.1/24 dev C
ip -n c addr add 10.1.0.2/24 dev B
ip -n s addr add 10.2.0.2/24 dev D
ip link set A up
ip link set C up
ip -n c link set B up
ip -n s link set D up
ip -n c route add default via 10.1.0.1
ip -n s route add default via 10.2.0.1
ip rule add fwmark 5 lookup 100
ip rule add fwmark 0x10/0xf0 lookup 200
ip route add 10.50.0.0/16 via 10.1.0.2 table 100
ip route add unreachable 10.50.0.0/16 table 200
ip -n c addr add 10.50.0.1/32 dev B
ping -c 1 -W 0.3 10.50.0.1
ping -c 1 -W 0.3 -m 5 10.50.0.1 | grep loss
ping -c 1 -W 0.3 -m 6 10.50.0.1
ping -c 1 -W 0.3 -m 0x1f 10.50.0.1
ping -c 1 -W 0.3 -m 0x15 10.50.0.1
ip route get 10.50.0.1 mark 5
ip route get 10.50.0.1 mark 0x1f
ip route get 10.50.0.1 mark 7
ping -c 1 -m x 10.50.0.1
ping -c 1 -m -1 10.50.0.1
ip rule add not fwmark 5 pref 10 prohibit
ping -c 1 -W 0.3 10.1.0.2
ping -c 1 -W 0.3 -m 5 10.1.0.2 | grep loss
ip rule del pref 10
ip link del A
ip link del C
ip netns del c
ip netns del s
