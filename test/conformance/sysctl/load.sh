# Loading settings from a file: comments, forgiven lines, wildcards, mistakes
# oracle: root
ip link add A type veth peer name B
printf '# routers\n; really\nnet.ipv4.ip_forward = 1\n-a.b = 2\nnet/ipv4/ip_default_ttl=63\n' > good.conf
sysctl -p good.conf
sysctl -q -p good.conf
printf 'c.d=3\n' > missing.conf
sysctl -p missing.conf
sysctl -e -p missing.conf
printf 'noequals\nnet.ipv4.ip_forward=0\n' > broken.conf
sysctl -p broken.conf 2>&1 | grep invalid
sysctl net.ipv4.ip_forward
printf 'net.ipv4.conf.*.rp_filter = 1\n-net.ipv4.conf.all.rp_filter\nnet.ipv4.conf.B.rp_filter=2\n' > glob.conf
sysctl -p glob.conf
sysctl net.ipv4.conf.all.rp_filter
sysctl -p - < good.conf
sysctl -p nonexistent.conf
sysctl -p good.conf missing.conf 2> /dev/null
sysctl --dry-run -p good.conf
