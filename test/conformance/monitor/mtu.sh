# Settings of families that an MTU is too small for, or large enough again, as monitors hear of them (found by fuzzing).
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add A type veth peer name B
ip link add br1 type bridge
bash -c 'ip monitor all > told & sleep 0.5; ip link set dev A mtu 1279; sleep 0.5; ip link set A mtu 1300; sleep 0.5; ip link set A mtu 67; sleep 0.5; ip link set A mtu 68; sleep 0.5; ip link set br1 mtu 68; sleep 0.5;  kill $!; wait; cat told'
bash -c 'ip monitor all > told & sleep 0.5; ip link add link A name mv0 type macvlan; ip link set A mtu 1500; sleep 0.5; ip link set A mtu 1000; sleep 0.5; kill $!; wait; cat told'
ip link set A up
ip link set B up
sleep 2
bash -c 'ip monitor all > told & sleep 0.5; ip link set dev A mtu 1279; sleep 0.5; ip link set A mtu 1500; sleep 2;  kill $!; wait; cat told'
