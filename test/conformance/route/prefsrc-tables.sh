# A preferred source that goes takes the routes of the main table along, not those of others
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip address add 10.0.0.1/24 dev A
ip address add 10.0.0.9/32 dev A
ip route add 10.1.0.0/24 via 10.0.0.2 src 10.0.0.9
ip route add 10.2.0.0/24 via 10.0.0.2 src 10.0.0.9 table 100
ip route add 10.3.0.0/24 via 10.0.0.2 src 10.0.0.9 table local
ip address del 10.0.0.9/32 dev A
ip route show table all | grep via
