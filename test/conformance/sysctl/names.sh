# Names of settings as sysctl takes them, and what it says in which order
# oracle: root
sysctl /net/ipv4/ip_forward .net.ipv4.ip_forward
sysctl net/ipv4/ip_forward/
sysctl net..ipv4.ip_forward
sysctl net.ipv4.ip_forward nope net.ipv6.conf.all.forwarding
sysctl -a -r '['
sysctl -r
sysctl --pattern
sysctl -N net.ipv6.conf.lo.stable_secret
printf '%s\n' 'net.ipv4.ip_forward=1' 'bad line' '= 5' 'net.nope=1' > a.conf
sysctl -p a.conf
sysctl -r forward -p a.conf a.conf
sysctl -e -p '?.conf'
sysctl -p .
sysctl -fa.conf
sysctl -w kernel.hostname=docker9
hostname
sysctl -w net.ipv4.tcp_congestion_control=reno
echo 1 > /proc/sys/net/ipv4/conf/all/mc_forwarding
echo x > /proc/sys/net/ipv4/tcp_fastopen_key
sysctl -w net.ipv4.tcp_fastopen_key=1-2-3-4
