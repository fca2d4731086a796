# Where the tables refuse, a device that is asked for has the destination on its link.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip route add prohibit default
ip route get 10.0.1.2 oif A
ip route get 10.0.1.2
ip route get 10.0.1.2 oif A from 10.0.0.9
ip addr add 10.5.0.1/24 dev A
ip route get 10.0.1.2 oif A
ip route replace unreachable default
ip route get 10.0.1.2 oif A
ip route replace blackhole default
ip route get 10.0.1.2 oif A
ip route get 10.0.1.2
ip route del blackhole default
ip route add throw default
ip route get 10.0.1.2 oif A
ip route get 10.0.1.2
ip route get 10.0.1.2 oif lo
ping -c 1 -W 1 -I A 10.0.1.2
ip rule add prio 10 to 10.0.2.0/24 prohibit
ip route get 10.0.2.2 oif A
ip route get 10.0.2.2
ping -c 1 -W 1 -I A 10.0.2.2
ip route add local 10.0.3.0/24 dev lo
ip route get 10.0.3.2 oif A
ip link set A down
ip route get 10.0.1.2 oif A
ip route get 10.0.1.2 oif nosuch
ip -6 route add prohibit default
ip -6 route get fd00::2 oif A
ip -6 route get fd00::2
