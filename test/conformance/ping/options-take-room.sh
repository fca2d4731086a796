# What ping lets others write into its packets takes room: packets that may not be cut, pieces, the longest packet
# oracle: root
for n in a b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add A netns a type veth peer name B netns b
ip -n a addr add 10.1.0.2/24 dev A; ip -n b addr add 10.1.0.1/24 dev B
ip -n a link set A up; ip -n b link set B up
ip netns exec a ping -R -s 1432 -M do -q -c1 10.1.0.1 | grep -o "[0-9]* received"
ip netns exec a ping -R -s 1433 -M do -c1 -W0.5 10.1.0.1
ip netns exec a ping -T tsonly -s 1433 -M do -c1 -W0.5 10.1.0.1
ip netns exec a ping -T tsandaddr -s 1450 -M do -c1 -W0.5 10.1.0.1
ip netns exec a ping -s 1473 -M do -c1 -W0.5 10.1.0.1
ip netns exec a ping -R -s 65467 -c1 -W0.5 10.1.0.1 | grep -o "[0-9]* received"
ip netns exec a ping -R -s 65468 -c1 -W0.5 10.1.0.1
ip netns exec a ping -R -s 3000 -q -c1 10.1.0.1 | grep -o "[0-9]* received"
ip -n a link set A mtu 100
ip netns exec a ping -R -s 100 -M do -c1 -W0.5 10.1.0.1
ip -n a link del A; for n in a b; do ip netns del $n; done
