# What IPv6 tells of groups that it leaves while a link is down, and how what is lost is counted.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add A type veth peer name B
ip a add fd00::3/64 dev A nodad
ip a add fd00::4/64 dev A
ip a add 192.168.1.4/24 dev A
ip a add 192.168.1.5/24 dev A
ip link add C type veth peer name D
ip a add fd00::5/64 dev C nodad
sleep 1
ip a del fd00::3/64 dev A
sleep 3
ip -s link show A
ip a del fd00::4/64 dev A
sleep 3
ip -s link show A
ip a del 192.168.1.5/24 dev A
sleep 3
ip -s link show A
ip a del 192.168.1.4/24 dev A
sleep 3
ip -s link show A
ip addr flush dev C
sleep 3
ip -s link show C
grep -E "Ip6Out|Icmp6Out" /proc/net/snmp6
ip link del A
ip link add E type veth peer name F
ip link set E up
ip a add fd00::6/64 dev E nodad
sleep 3
ip -6 neigh add fd00::9 lladdr 02:00:00:00:00:01 dev E nud probe
ping -c 1 -W 1 fd00::8
sleep 3
grep -E "Ip6Out|Icmp6Out" /proc/net/snmp6
ip -s link show E | tail -1
ip link set E down
sleep 2
grep -E "Ip6Out|Icmp6Out" /proc/net/snmp6
