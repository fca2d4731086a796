# Writing settings: ranges, bases, what is no number, what can only be read
# oracle: root
sysctl -w net.ipv4.ip_forward=1
sysctl net.ipv4.ip_default_ttl=0
sysctl net.ipv4.ip_default_ttl=256
sysctl net.ipv4.ip_default_ttl=0x20
sysctl net.ipv4.ip_default_ttl
sysctl net.ipv4.ip_default_ttl=010
sysctl net.ipv4.ip_default_ttl
sysctl net.ipv4.ip_default_ttl=64x
sysctl net.ipv4.ip_default_ttl=
sysctl net.ipv4.ip_default_ttl='63 62'
sysctl net.ipv4.ip_default_ttl
sysctl net.ipv4.icmp_ratelimit=5
sysctl net.ipv4.icmp_ratelimit
sysctl net.ipv4.ip_local_port_range='40000 50000'
sysctl net.ipv4.ip_local_port_range
sysctl net.ipv4.ip_local_port_range='50000 40000'
sysctl net.ipv4.ip_local_port_range='100 50000'
sysctl net.ipv4.ip_unprivileged_port_start=50000
sysctl net.ipv4.ip_local_reserved_ports=8080,9000-9002,9003
sysctl net.ipv4.ip_local_reserved_ports
sysctl net.ipv4.ip_local_reserved_ports=70000
sysctl net.ipv4.ping_group_range='0 2147483647'
sysctl net.ipv4.ping_group_range
sysctl net.ipv4.ping_group_range='5 2'
sysctl net.ipv4.ping_group_range
sysctl net.ipv4.tcp_rmem='4096 8192'
sysctl net.ipv4.tcp_rmem
sysctl net.ipv6.icmp.ratemask=1,3-5,6
sysctl net.ipv6.icmp.ratemask
sysctl net.ipv4.tcp_syncookies=256
sysctl net.ipv6.conf.lo.hop_limit=0
sysctl net.ipv6.conf.default.addr_gen_mode=4
sysctl net.ipv4.conf.lo.rp_filter=3000000000
sysctl net.ipv4.conf.lo.mc_forwarding=1
sysctl net.core.rmem_max=1
sysctl a.b=1
sysctl -e a.b=1
sysctl -w net.ipv4.ip_forward
sysctl -w
sysctl net.ipv4.ip_forward = 1
sysctl =1
sysctl -q net.ipv4.ip_forward=0
sysctl -n net.ipv4.ip_forward=1
sysctl -N net.ipv4.ip_forward=1
sysctl net.ipv4.route.flush=1
sysctl net.ipv4.route.flush
echo 2 > /proc/sys/net/ipv4/ip_forward
cat /proc/sys/net/ipv4/ip_forward
echo x > /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv4/conf/nodev/forwarding
