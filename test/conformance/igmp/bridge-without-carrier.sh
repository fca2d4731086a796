# oracle: root
# A bridge without a carrier tells of its groups of IPv4 alone.
sysctl -qw net.ipv6.conf.default.router_solicitations=0
ip link add br1 type bridge
tc qdisc add dev br1 root handle 1: htb default 0x10
ip link set br1 address 02:00:00:00:00:02
sleep 1.5
ip link set br1 up
sleep 4
ifconfig br1
tc -s qdisc show dev br1
ip addr add 172.17.42.2/25 scope host dev br1
sleep 2
ifconfig br1
tc -s qdisc show dev br1
cat /proc/net/dev | grep br1
