# As long as nobody has touched a rule, IPv4's tables local and main are one, and the longer prefix wins in both.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.7/24 dev A
ip route add 127.0.0.5 dev A
ip route get 127.0.0.5
ip route add blackhole 127.0.0.6
ip route get 127.0.0.6
ip route add local 10.77.0.0/16 dev lo
ip route add 10.77.1.0/24 via 10.0.0.1
ip route get 10.77.1.1
ip route get 10.77.2.1
ip route add 10.78.1.0/24 via 10.0.0.1 src 10.77.1.1
ip route add 10.78.1.0/24 via 10.0.0.1 src 10.77.2.1
ip addr add 10.77.1.9/32 dev B
ip route get 10.77.1.9
ip route show table local dev lo
ip rule add from 192.0.2.4 table 100
ip route get 127.0.0.5
ip route get 127.0.0.6
ip route get 10.77.1.1
ip route add 10.79.1.0/24 via 10.0.0.1 src 10.77.1.1
ip route
