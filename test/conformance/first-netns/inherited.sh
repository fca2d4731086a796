# What a new namespace takes over from the first one of its machine
# oracle: vm-first
ip netns add a
show() { ip netns exec $1 sysctl net.ipv4.ip_forward net.ipv4.conf.all.forwarding net.ipv4.conf.default.forwarding net.ipv4.conf.lo.forwarding net.ipv4.conf.all.accept_redirects net.ipv4.conf.all.rp_filter net.ipv4.conf.default.arp_ignore net.ipv6.conf.all.forwarding net.ipv6.conf.default.accept_ra net.ipv6.conf.lo.disable_ipv6; }
show a
sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=2 net.ipv4.conf.default.arp_ignore=1 net.ipv6.conf.all.forwarding=1 net.ipv6.conf.default.accept_ra=0
show a
ip netns add b
show b
ip -n b link add v type veth peer name w netns a
ip netns exec b sysctl net.ipv4.conf.v.forwarding net.ipv4.conf.v.arp_ignore net.ipv6.conf.v.forwarding
ip netns exec a sysctl net.ipv4.conf.w.forwarding net.ipv4.conf.w.arp_ignore
ip netns exec b sysctl -w net.ipv4.ip_forward=0
ip netns exec b sysctl net.ipv4.conf.v.forwarding net.ipv4.conf.lo.forwarding
ip netns exec b unshare -n sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter
unshare -n sysctl net.ipv4.ip_forward net.ipv4.conf.default.arp_ignore net.ipv6.conf.all.forwarding
sysctl net.core.devconf_inherit_init_net
ip netns exec b sysctl net.core.devconf_inherit_init_net
sysctl -w net.core.devconf_inherit_init_net=4
sysctl -w net.core.devconf_inherit_init_net=1
ip netns add c; show c
sysctl -w net.core.devconf_inherit_init_net=2
ip netns add d; show d
sysctl -w net.core.devconf_inherit_init_net=3
ip netns exec b unshare -n sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter net.ipv6.conf.all.forwarding
ip netns add e; show e
sysctl -w net.core.devconf_inherit_init_net=0
sysctl -w net.ipv4.conf.default.arp_ignore=0
ip netns add f
ip -n f link add d0 type dummy
ip netns exec f sysctl net.ipv4.conf.d0.arp_ignore net.ipv4.conf.d0.forwarding net.ipv6.conf.d0.forwarding
ip netns exec f sysctl -w net.ipv4.conf.default.arp_ignore=2
ip netns exec f sysctl net.ipv4.conf.d0.arp_ignore net.ipv4.conf.lo.arp_ignore
sysctl -w net.ipv4.conf.default.arp_ignore=1
ip netns exec f sysctl net.ipv4.conf.default.arp_ignore
for n in a b c d e f; do ip netns del $n; done
