# tables of sockets and routes under /proc/net, and how often a device is watched
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip addr add 10.1.0.1/24 dev A
ip addr add 2001:db8::1/64 dev A
ip link set A up
ip link set B up
nc -l -p 80 > /dev/null & nc -u -l -p 9000 > /dev/null & nc -6 -l -p 81 > /dev/null & sleep 0.4
head -1 /proc/net/tcp
awk 'NR > 1 { print $1, $2, $3, $4, $5, $6, $8 }' /proc/net/tcp
awk 'NR > 1 { print $2, $3, $4, $5 }' /proc/net/tcp6
head -1 /proc/net/udp
awk 'NR > 1 { print $2, $3, $4, $8, $13 }' /proc/net/udp
cat /proc/net/raw /proc/net/unix | head -1
kill $(jobs -p); wait
ip -6 route add 2001:db8:1::/64 via 2001:db8::9
ip -6 route add blackhole 2001:db8:2::/64
ip -6 route add 2001:db8:3::/64 dev A table 7
awk '{ print $1, $2, $5, $6, $9, $10 }' /proc/net/ipv6_route | grep -v ^fe80
ip -6 route add default via 2001:db8::9
awk '{ print $1, $2, $5, $6, $9, $10 }' /proc/net/ipv6_route | grep -c 00200200
route -6 -n | grep '!n'
tcpdump -i A > /dev/null 2>&1 & watching=$!; sleep 0.5
ip -d link show A | grep -o 'promiscuity [0-9]*'
ip link show A | grep -c PROMISC
kill $watching; wait $watching; sleep 0.2
ip -d link show A | grep -o 'promiscuity [0-9]*'
cat /proc/net/nothing
