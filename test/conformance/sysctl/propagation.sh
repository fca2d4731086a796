# What a write to all and default does to the interfaces, now and later
# oracle: vm
ip netns add a
ip link add A type veth peer name B
sysctl -w net.ipv4.conf.all.forwarding=1
sysctl net.ipv4.ip_forward net.ipv4.conf.default.forwarding net.ipv4.conf.A.forwarding net.ipv4.conf.all.accept_redirects
sysctl -w net.ipv4.conf.A.forwarding=0
sysctl net.ipv4.ip_forward
sysctl -w net.ipv4.conf.default.rp_filter=2
sysctl net.ipv4.conf.A.rp_filter net.ipv4.conf.all.rp_filter
sysctl -w net.ipv4.conf.A.rp_filter=1 net.ipv4.conf.default.rp_filter=0
sysctl net.ipv4.conf.A.rp_filter net.ipv4.conf.B.rp_filter
sysctl -w net.ipv4.conf.all.arp_ignore=1
sysctl net.ipv4.conf.A.arp_ignore net.ipv4.conf.default.arp_ignore
sysctl -w net.ipv4.conf.default.route_localnet=1
sysctl net.ipv4.conf.A.route_localnet
sysctl -w net.ipv6.conf.all.disable_ipv6=1
sysctl net.ipv6.conf.A.disable_ipv6 net.ipv6.conf.default.disable_ipv6
sysctl -w net.ipv6.conf.all.forwarding=1
sysctl net.ipv6.conf.A.forwarding net.ipv6.conf.default.forwarding
sysctl -w net.ipv6.conf.all.accept_ra=0 net.ipv6.conf.default.accept_dad=0
sysctl net.ipv6.conf.A.accept_ra net.ipv6.conf.A.accept_dad
ip link add C type veth peer name D
sysctl net.ipv4.conf.C.forwarding net.ipv4.conf.C.rp_filter net.ipv4.conf.C.route_localnet net.ipv6.conf.C.disable_ipv6 net.ipv6.conf.C.accept_dad
sysctl net.ipv6.conf.lo.accept_dad net.ipv6.conf.lo.use_tempaddr
ip link set D netns a
ip netns exec a sysctl net.ipv4.conf.D.forwarding net.ipv6.conf.D.disable_ipv6 net.ipv6.conf.D.accept_dad
ip netns exec a sysctl net.ipv4.ip_forward net.ipv4.conf.C.forwarding
sysctl net.ipv4.conf.D.forwarding
ip link set A name E
sysctl net.ipv4.conf.E.rp_filter
sysctl net.ipv4.conf.A.rp_filter
ip link del C
ip link del E
ip netns del a
