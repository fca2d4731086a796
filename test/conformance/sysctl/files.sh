# The tree as files: what is listed, read, written and refused
# oracle: root
ls /proc/sys/net/ipv4/conf
ls /proc/sys/net/ipv4/conf/lo | wc -l
ls /proc/sys/net/ipv6/conf/lo | wc -l
ls /proc/sys/net/ipv4/neigh/lo
ls /proc/sys/net/ipv4/route
stat -c %a /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/route/flush /proc/sys/net/ipv4/conf/lo/mc_forwarding
cat /proc/sys/net/ipv4/nosuch
cat /proc/sys/net/ipv4
cat /proc/sys/net/ipv6/conf/lo/stable_secret
echo > /proc/sys/net/ipv4/ip_forward
echo 1 2 > /proc/sys/net/ipv4/ip_forward
echo -1 > /proc/sys/net/ipv4/ip_default_ttl
cat /proc/sys/net/ipv4/ip_forward
