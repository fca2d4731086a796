# who connects asks once more with the source that was found, by rules that look at it
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip address add 10.0.0.2/24 dev A
ip rule add from 10.0.0.0/24 blackhole priority 100
ping -c 1 -W 1 10.0.0.3
nc -n -w 1 10.0.0.3 80
ip route get 10.0.0.3
ip rule del from 10.0.0.0/24 blackhole
ip rule add from 10.0.0.0/24 unreachable priority 100
ping -c 1 -W 1 10.0.0.3
nc -n -w 1 10.0.0.3 80
ip rule del from 10.0.0.0/24 unreachable
ip rule add from 10.0.0.0/24 prohibit priority 100
ping -c 1 -W 1 10.0.0.3
nc -n -w 1 10.0.0.3 80
traceroute -n -q 1 -m 1 -w 1 10.0.0.3
