# Options of sysctl, malformed names, values and files, and what the files themselves refuse
# oracle: root
ip link add A type veth peer name B
sysctl
sysctl -V
sysctl --version
sysctl -z
sysctl --nosuch
sysctl foo
sysctl net.nosuch
sysctl net.ipv4.ip_forward
sysctl net/ipv4/ip_forward
sysctl -n net.ipv4.ip_forward
sysctl -N net.ipv4.ip_forward
sysctl -b net.ipv4.ip_forward; echo
sysctl -e nosuch
sysctl -q net.ipv4.ip_forward
sysctl -w
sysctl -w net.ipv4.ip_forward
sysctl -w net.ipv4.ip_forward=
sysctl -w net.ipv4.ip_forward=1
sysctl -w net.ipv4.ip_forward = 1
sysctl -w "net.ipv4.ip_forward = 0"
sysctl net.ipv4.ip_forward=1 net.ipv4.ip_forward=0
sysctl -w net.ipv4.ip_forward=1 nosuch=1 net.ipv4.ip_forward=0
sysctl -w net.ipv4.ip_forward=x
sysctl -w net.ipv4.ip_forward=1x
sysctl -w net.ipv4.ip_forward=0x1
sysctl -w net.ipv4.ip_forward=-1
sysctl -w net.ipv4.ip_forward=99999999999
sysctl -w net.ipv4.ip_forward="1 2"
sysctl -w net.ipv4.ip_forward=" 1 "
sysctl net.ipv4.ip_forward
sysctl -w =1
sysctl -w net.ipv4.=1
sysctl -w net.ipv4=1
sysctl -w .net.ipv4.ip_forward=1
sysctl -w net..ipv4.ip_forward=1
sysctl -w net.ipv4.ip_forward.=1
sysctl net.ipv4
sysctl net.ipv4.conf.A | head -3
sysctl net.ipv4.conf.A.
sysctl net.ipv4.conf.nope.forwarding
sysctl -w net.ipv4.conf.A.forwarding=1
sysctl -w net.ipv4.conf.A.rp_filter=5
sysctl -w net.ipv4.conf.A.nosuch=5
sysctl -w net.ipv4.conf.all.rp_filter=-1
sysctl net.ipv4.conf.all.rp_filter
sysctl -w net.ipv6.conf.A.mtu=1279
sysctl -w net.ipv6.conf.A.mtu=1280
sysctl -w net.ipv6.conf.A.mtu=9000
sysctl -w net.ipv6.conf.A.mtu=x
sysctl -w net.ipv6.conf.A.disable_ipv6=2
sysctl net.ipv6.conf.A.disable_ipv6
sysctl -w net.ipv6.conf.A.stable_secret=foo
sysctl -w net.ipv4.ip_local_port_range=10
sysctl -w net.ipv4.ip_local_port_range="10 5"
sysctl -w net.ipv4.ip_local_port_range="x y"
sysctl -w net.ipv4.ip_local_port_range="2000 3000 4000"
sysctl -w net.ipv4.ip_local_port_range=2000,3000
sysctl -w net.ipv4.ip_local_port_range="70000 80000"
sysctl -w net.ipv4.ip_local_port_range="0 80"
sysctl net.ipv4.ip_local_port_range
sysctl -w net.ipv4.ip_local_reserved_ports=5000-5010,6000
sysctl -w net.ipv4.ip_local_reserved_ports=x
sysctl -w net.ipv4.ip_local_reserved_ports=
sysctl net.ipv4.ip_local_reserved_ports
sysctl -w net.ipv4.tcp_rmem="1 2"
sysctl -w net.ipv4.tcp_rmem="1 2 3 4"
sysctl -w net.ipv4.tcp_rmem="a b c"
sysctl -w net.ipv4.tcp_rmem="0 1 1"
sysctl net.ipv4.tcp_rmem
sysctl -w net.ipv4.ping_group_range="5 3"
sysctl -w net.ipv4.ping_group_range="0 100"
sysctl -w net.ipv4.ping_group_range=x
sysctl net.ipv4.ping_group_range
sysctl -w net.ipv4.ip_default_ttl=0
sysctl -w net.ipv4.ip_default_ttl=256
sysctl -w net.ipv4.ip_default_ttl=255
sysctl -w net.ipv4.tcp_congestion_control=nosuch
sysctl -w net.ipv4.tcp_congestion_control=reno
sysctl -w net.ipv4.tcp_congestion_control=
sysctl net.ipv4.tcp_available_congestion_control
sysctl -w net.ipv4.tcp_available_congestion_control=x
sysctl -w net.ipv4.route.flush=1
sysctl net.ipv4.route.flush
sysctl -w net.ipv4.icmp_ratemask=6168
sysctl -w net.ipv4.icmp_echo_ignore_all=2
sysctl -w net.ipv4.icmp_echo_ignore_all=256
sysctl -w net.core.somaxconn=-1
sysctl -w net.core.somaxconn=99999999
sysctl -w net.core.rmem_default=1
sysctl -w net.core.default_qdisc=nosuch
sysctl -w kernel.hostname=
sysctl -w kernel.hostname=foo.bar
sysctl kernel.hostname
sysctl -w kernel.ostype=x
sysctl -p nosuch
sysctl -p /etc
printf 'net.ipv4.ip_forward=1\n# c\n; d\n\n-nosuch=1\nnosuch2=1\nnet.ipv4.ip_forward = 0 \nnoequals\nnet.ipv4.conf.*.rp_filter=1\n-net.ipv4.conf.A.nosuch\n=x\nnet.ipv4.ip_default_ttl=999\n' > f
sysctl -p f
sysctl -q -p f
sysctl -e -p f
sysctl -n -p f
sysctl -N -p f
sysctl -p f f
sysctl -p - < f
sysctl -p -w net.ipv4.ip_forward=1
sysctl -r ip_forward -a
sysctl -a -r '^net.ipv4.ip_f' | head -3
sysctl -r '[' -a
sysctl -a --pattern ip_forward$ -n
sysctl -a -N -r ip_forward
sysctl -ar ip_forward
sysctl -f f | cat
sysctl --load=f | cat
sysctl --load f | cat
sysctl --write net.ipv4.ip_forward=1
sysctl --values net.ipv4.ip_forward
sysctl --names net.ipv4.ip_forward
sysctl --binary net.ipv4.ip_forward; echo
sysctl --ignore nosuch
sysctl --quiet net.ipv4.ip_forward=0
sysctl --dry-run -w net.ipv4.ip_forward=1
sysctl net.ipv4.ip_forward
sysctl --deprecated -a -r base_reachable_time$ | head -2
sysctl 'net.ipv4.conf.*.forwarding'
sysctl -w 'net.ipv4.conf.*.forwarding=0'
sysctl net.ipv4.conf.A/forwarding
sysctl net/ipv4/conf/A.forwarding
sysctl net.ipv4.neigh.A.gc_stale_time net.ipv4.neigh.A.app_solicit nosuch net.ipv4.neigh.A.delay_first_probe_time
su nobody -s /bin/sh -c 'sysctl -w net.ipv4.ip_forward=1'
su nobody -s /bin/sh -c 'sysctl net.ipv4.ip_forward'
su nobody -s /bin/sh -c 'sysctl -q -w net.ipv4.ip_forward=1'
su nobody -s /bin/sh -c 'sysctl net.ipv6.conf.A.stable_secret'
echo x > /proc/sys/net/ipv4/ip_forward
echo > /proc/sys/net/ipv4/ip_forward
echo -n > /proc/sys/net/ipv4/ip_forward
echo "1 2 3" > /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv4/nosuch
echo 1 > /proc/sys/net/ipv4/conf/nope/forwarding
cat /proc/sys/net/ipv4/nosuch
cat /proc/sys/net/ipv4/route/flush
mkdir /proc/sys/net/x
touch /proc/sys/net/ipv4/ip_forward
