# goto, prohibit, suppress_prefixlength, and a local table that is asked late
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
sysctl -qw net.ipv4.ip_forward=1
ip rule add pref 100 to 10.9.0.0/16 goto 300
ip rule add pref 200 to 10.9.0.0/16 prohibit
ip rule add pref 300 to 10.9.1.0/24 unreachable
ip -n c addr add 10.9.2.1/32 dev B
ip route add 10.9.2.1 via 10.1.0.2
ping -c 1 -W 0.3 10.9.1.1
ping -c 1 -W 0.3 10.9.2.1 | grep loss
ip rule del pref 100
ping -c 1 -W 0.3 10.9.2.1
ip rule del pref 200
ip rule add pref 50 lookup main suppress_prefixlength 24
ping -c 1 -W 0.3 10.9.2.1 | grep loss
ip netns exec s ping -c 1 -W 0.3 10.9.1.1
ip rule del pref 0
ping -c 1 -W 0.3 10.1.0.1
ip rule add pref 32000 lookup local
ping -c 1 -W 0.3 10.1.0.1 | grep loss
ip netns exec c ping -c 1 -W 0.3 10.1.0.1 | grep loss
ip link del A
ip link del C
ip netns del c
ip netns del s
