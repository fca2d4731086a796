# ways to trace a way: UDP to one port, ICMP, TCP, what a path takes; and words that are refused
# oracle: root
for n in a r b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.icmp_ratelimit=0; done
ip link add A netns a type veth peer name R1 netns r
ip link add B netns b type veth peer name R2 netns r
ip -n a addr add 10.1.0.2/24 dev A
ip -n r addr add 10.1.0.1/24 dev R1
ip -n r addr add 10.2.0.1/24 dev R2
ip -n b addr add 10.2.0.2/24 dev B
for d in "a A" "r R1" "r R2" "b B"; do set -- $d; ip -n $1 link set $2 up; done
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
ip netns exec a ping -q -c1 10.2.0.2 > /dev/null
ip netns exec a traceroute -n -q1 -U 10.2.0.2
ip netns exec a traceroute -n -q2 -T 10.2.0.2
ip netns exec a traceroute -n -q1 -T -O info -p 81 10.2.0.2
ip netns exec a traceroute -n -q1 -I -f2 10.2.0.2
ip netns exec a traceroute -n -q1 --sport=5000 10.2.0.2
ip netns exec a traceroute -n -q1 -z 20 --back 10.2.0.2
ip netns exec a traceroute -n -q1 -r 10.2.0.2
ip netns exec a traceroute -n -q1 -r 10.1.0.1
ip -n r link set R2 mtu 1400
ip netns exec a traceroute -n -q2 --mtu 10.2.0.2
ip netns exec a traceroute -n -q1 -F 10.2.0.2 1500
ip netns exec a traceroute -n -q1 -F 10.2.0.2 1501
ip netns exec a traceroute -n -q1 10.2.0.2 1500
ip netns exec a traceroute -n -q1 10.1.0.255
ip netns exec a traceroute -n -q1 -6 10.2.0.2
ip netns exec a traceroute -n -q1 -s ::1 10.2.0.2
ip netns exec a traceroute -n -q1 -s 10.1.0.9 10.2.0.2
ip netns exec a traceroute -n -q1 -M none 10.2.0.2
ip netns exec a traceroute -n -q1 -z -1 10.2.0.2
ip netns exec a traceroute -n -q1 -w 1,,2 10.2.0.2
ip netns exec a traceroute -n -q1 10.2.0.2 65001
ip netns exec a traceroute -nq1 10.2.0.2
ip netns exec a traceroute --first 2 10.2.0.2
ip netns exec a traceroute --fir=2 10.2.0.2
ip netns exec a traceroute -V
ip netns exec a tracepath -n 10.2.0.2
ip netns exec a tracepath -n 10.2.0.2/80
ip netns exec a tracepath -n -l 20 10.2.0.2
ip netns exec a tracepath -n -m 256 10.2.0.2
ip netns exec a tracepath -4 -6 10.2.0.2
ip netns exec a tracepath -n 10.1.0.255
ip netns exec a arping -U -c1 10.1.0.1
ip netns exec a arping -c1 10.1.0.255
ip netns exec a arping -c 2147483648 10.1.0.1
ip netns exec a arping -c1 ::1
ip netns exec a arping -D -I lo 10.1.0.1
ip -all netns delete
