# IPv6 in IPv4: to one other end, by 6to4, by 6rd, by addresses that have the other end in them
# oracle: vm
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add e0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02 netns far
sysctl -qw net.ipv6.conf.e0.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.e0.disable_ipv6=1
ip link set e0 up
ip -n far link set e0 up
ip addr add 10.0.0.1/24 dev e0
ip -n far addr add 10.0.0.2/24 dev e0
ip link add s0 type sit local 10.0.0.1 remote 10.0.0.2 ttl 64
ip -n far link add s0 type sit local 10.0.0.2 remote 10.0.0.1
ip link set s0 up
ip -n far link set s0 up
ip addr add fd00:5::1/64 dev s0
ip -n far addr add fd00:5::2/64 dev s0
ip -6 route show dev s0
ping -c 1 -W 1 fd00:5::2
ping -c 1 -W 1 -q fe80::a00:2%s0
ping -c 1 -q -M do -s 1432 fd00:5::2
ping -c 1 -q -M do -s 1433 fd00:5::2
ping -c 1 -q -s 3000 fd00:5::2
ip addr add 192.168.5.1/24 dev s0
ip -n far addr add 192.168.5.2/24 dev s0
ping -c 1 -q -W 1 192.168.5.2
ip -s link show s0
ip -n far -s link show s0
ip link set s0 type sit remote 10.0.0.9
ping -c 1 -W 0.3 -q fd00:5::2
ip neigh del 10.0.0.9 dev e0
ip link del s0
ip -n far link del s0
ip link add six type sit local 10.0.0.1 ttl 64
ip -n far link add six type sit local 10.0.0.2 ttl 64
ip link set six up
ip -n far link set six up
ip addr add 2002:a00:1::1/16 dev six
ip -n far addr add 2002:a00:2::1/16 dev six
ip addr show six
ping -c 1 -W 1 -q 2002:a00:2::1
ping -c 1 -W 1 -q 2001:db8::1
ip link set six type sit 6rd-prefix 2001:db8::/32
ip -n far link set six type sit 6rd-prefix 2001:db8::/32
ip addr add 2001:db8:a00:1::1/32 dev six
ip -n far addr add 2001:db8:a00:2::1/32 dev six
ping -c 1 -W 1 -q 2001:db8:a00:2::1
ip -6 route add fd00:7::/64 via ::10.0.0.2 dev six
ip -n far addr add fd00:7::2/64 dev six
ip -n far -6 route add 2001:db8::/32 via ::10.0.0.1 dev six metric 1
ping -c 1 -W 1 -q fd00:7::2
ip -s link show six
