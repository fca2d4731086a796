# What this host sends itself came in by the device of the first route to the address, and no other hears it.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link set lo up
ip addr add 10.0.0.2/32 dev lo
ip link add name docker1 type bridge
ip addr add 10.0.0.2/24 dev docker1
ip link set dev docker1 up
ip route show table local
ping -c 1 -W 1 -I docker1 10.0.0.2
ping -c 1 -W 1 -I lo 10.0.0.2
ping -c 1 -W 1 10.0.0.2
ip addr add 10.0.0.3/24 dev docker1
ip addr add 10.0.0.3/32 dev lo
ping -c 1 -W 1 -I docker1 10.0.0.3
ping -c 1 -W 1 -I lo 10.0.0.3
ping -c 1 -W 1 -I docker1 10.0.0.2
ping -c 1 -W 1 -I docker1 -I 10.0.0.2 10.0.0.3
ping -c 1 -W 1 -I lo 10.0.0.3
ping -c 1 -W 1 -I docker1 127.0.0.1
ip link del docker1
