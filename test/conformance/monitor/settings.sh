# Monitor: settings of interfaces that change by sysctl, and those of which nothing is told
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
sleep 1.2
ip monitor all > events & monitor=$!
sleep 0.2
sysctl -qw net.ipv4.ip_forward=1
sysctl -qw net.ipv4.ip_forward=1
sysctl -qw net.ipv4.ip_forward=0
sysctl -qw net.ipv4.conf.all.forwarding=1
sysctl -qw net.ipv4.conf.A.forwarding=0
sysctl -qw net.ipv4.conf.default.forwarding=0
sysctl -qw net.ipv6.conf.all.forwarding=1
sysctl -qw net.ipv6.conf.all.forwarding=2
sysctl -qw net.ipv6.conf.A.forwarding=0
sysctl -qw net.ipv6.conf.default.forwarding=0
sysctl -qw net.ipv6.conf.all.forwarding=0
sysctl -qw net.ipv4.conf.A.rp_filter=1
sysctl -qw net.ipv4.conf.A.rp_filter=2
sysctl -qw net.ipv4.conf.all.rp_filter=2
sysctl -qw net.ipv4.conf.default.rp_filter=2
sysctl -qw net.ipv4.conf.A.proxy_arp=1
sysctl -qw net.ipv4.conf.all.proxy_arp=1
sysctl -qw net.ipv6.conf.A.proxy_ndp=1
sysctl -qw net.ipv6.conf.all.proxy_ndp=1
sysctl -qw net.ipv6.conf.default.proxy_ndp=1
sysctl -qw net.ipv6.conf.A.ignore_routes_with_linkdown=1
sysctl -qw net.ipv4.conf.A.ignore_routes_with_linkdown=1
sysctl -qw net.ipv6.conf.all.ignore_routes_with_linkdown=1
sysctl -qw net.ipv4.conf.all.ignore_routes_with_linkdown=1
sysctl -qw net.ipv4.conf.all.bc_forwarding=1
sysctl -qw net.ipv4.conf.A.arp_ignore=1
sysctl -qw net.ipv6.conf.A.accept_ra=0
sysctl -qw net.ipv4.neigh.A.app_solicit=1
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
sysctl -qw net.ipv6.conf.B.disable_ipv6=1
sleep 0.1
kill $monitor
cat events
ip netconf show dev A
ip -4 netconf show dev lo
ip -6 netconf show dev A
ip netconf
ip -j netconf show dev A
ip -j -4 netconf
ip -6 -o netconf list
ip netconf show dev C
ip netconf show A
ip netconf show dev
ip netconf frob
