# Another way to make addresses, written to /proc/sys, makes one at once, even on a link that is down; localhost is ::1 first.
# oracle: root
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
sysctl -w net.ipv6.conf.A.addr_gen_mode=1
sysctl -w net.ipv6.conf.A.addr_gen_mode=0
ip addr show A
ip -6 route show dev A
sysctl -w net.ipv6.conf.all.addr_gen_mode=1
ip link set A addrgenmode eui64
sysctl -w net.ipv6.conf.all.addr_gen_mode=0
ip addr show B
sysctl -w net.ipv6.conf.A.addr_gen_mode=2
ping -c 1 -W 1 localhost
sysctl -w net.ipv6.conf.lo.disable_ipv6=1
ping -c 1 -W 1 localhost
