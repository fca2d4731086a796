# arp_ignore 2 wants the asker's address in the subnet; conf/all counts when it is more
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip addr add 192.168.7.1/24 dev A
ip netns exec a sysctl -qw net.ipv4.conf.B.arp_ignore=2
ip netns exec a ip addr add 10.1.0.1/16 dev B
ip -n a neigh
arping -c 1 -w 1 -I A -s 10.0.0.1 10.0.0.2 | grep -c reply
arping -c 1 -w 1 -I A -s 192.168.7.1 10.0.0.2 | grep -c reply
arping -c 1 -w 1 -I A -s 10.0.0.1 10.1.0.1 | grep -c reply
ip netns exec a sysctl -qw net.ipv4.conf.all.arp_ignore=8
arping -c 1 -w 1 -I A -s 10.0.0.1 10.0.0.2 | grep -c reply
ip link del A
ip netns del a
