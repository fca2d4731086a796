# How many requests ping takes to have been under way when none is answered: of errors that it does not print, and of IPv6's
# oracle: root
ip link add e0 type veth peer name e1
sysctl -qw net.ipv6.conf.e0.accept_dad=0 net.ipv6.conf.e1.accept_dad=0
ip link set e0 up
ip link set e1 up
ip addr add 10.1.0.10/24 dev e0
ip addr add 10.2.0.10/24 dev e1
ip addr add 2001:db8::10/64 dev e0
ping -c 4 -i 0.3 -W 5 10.1.0.99
ping -c 4 -i 0.3 -W 5 -I e0 10.1.0.98
ping -q -c 4 -i 0.3 -W 5 -I e0 10.1.0.97
ping -c 4 -i 0.3 -W 5 -I e1 10.1.0.96
ping -c 4 -i 0.3 -W 5 -I 10.1.0.10 10.1.0.95
ping -c 4 -i 0.3 -W 0.2 -I e0 10.1.0.94
ping -c 4 -i 0.3 -W 5 2001:db8::99
ping -c 4 -i 0.3 -W 5 -I e0 2001:db8::98
sysctl -qw net.ipv4.ping_group_range="0 100"
ping -c 4 -i 0.3 -W 5 -I e0 10.1.0.93
ping -c 4 -i 0.3 -W 5 -I e0 2001:db8::97
ip link del e0
