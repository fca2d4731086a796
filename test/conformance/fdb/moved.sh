# A device that moves to another namespace forgets the addresses it was told to listen to
# oracle: root
ip netns add c
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec c sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A up
ip link set B up
bridge fdb add 02:00:00:00:00:77 dev A self
bridge fdb append 02:00:00:00:00:78 dev A self
bridge fdb add 01:00:5e:01:02:03 dev A self
ip maddress add 33:33:00:00:00:55 dev A
bridge fdb show dev A | sort
ip maddress show dev A
ip -d link show A | grep -o 'promiscuity [0-9]*'
ip link set A netns c
bridge -n c fdb show dev A
ip -n c maddress show dev A
ip -n c -d link show A | grep -o 'promiscuity [0-9]*'
ip -n c link set A up
bridge -n c fdb show dev A
ip netns exec c ip link del A
ip netns del c
