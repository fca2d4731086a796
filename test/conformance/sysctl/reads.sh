# Reading settings: names, wildcards, what adds up in the exit status
# oracle: root
sysctl net.ipv4.ip_forward
sysctl net.ipv4.ip_forward net.ipv4.ip_default_ttl
sysctl -n net.ipv4.ip_local_port_range
sysctl -N net.ipv4.conf.lo.rp_filter net.ipv4.ip_forward
sysctl -b net.ipv4.ip_forward
sysctl net/ipv4/ip_forward
sysctl a.b c.d
sysctl -e a.b c.d
sysctl a.b net.ipv4.ip_forward
sysctl ''
sysctl 'net.ipv4.conf.*.rp_filter'
sysctl net.ipv4.conf.nodev.rp_filter
sysctl net.ipv4.neigh.default.gc_thresh1
sysctl net.ipv4.conf.lo
sysctl net.ipv6.conf.all
sysctl net.ipv4.neigh.lo
sysctl net.ipv6.neigh.lo
sysctl -a -r 'ipv4.ip_forw'
sysctl -a -N -r '^net.bridge'
sysctl net.ipv6.conf.lo.stable_secret
sysctl net.ipv4.route
