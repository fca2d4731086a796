# Rules of IPv6, with everything they can ask for
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip -6 rule add from fd00::/8 lookup 100 dport 80
ip -6 rule add to fd01::/16 unreachable
ip -6 rule add iif A fwmark 7 lookup 101 pref 50
ip -6 rule add ipproto udp sport 5-9 prohibit
ip rule add from fd09::1 lookup 102
ip -6 rule
ip -6 -j rule
ip -6 -d rule
ip -6 rule show from fd00::/8
ip -6 rule show table 101
ip -6 rule del to fd01::/16
ip -6 rule del pref 50
ip -6 rule flush table 100
ip -6 rule
ip rule
