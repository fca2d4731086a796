# IPv6 routes have no scope: the kernel does not look at what is asked for.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type bridge
ip link set A up
ip -6 route add 2001:db8:77::/48 dev A scope link
ip -6 route add 2001:db8:78::/48 dev A scope host metric 5
ip -6 route add 2001:db8:79::/48 dev A scope 300
ip -6 route show 2001:db8::/32
ip -6 route show scope link
ip -6 route del 2001:db8:77::/48 scope host
ip -6 route show root 2001:db8::/32
