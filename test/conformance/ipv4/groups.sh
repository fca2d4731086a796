# Groups and broadcast: who hears, who answers, what is missing without a route
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
sysctl -qw net.ipv4.icmp_echo_ignore_broadcasts=0
ip netns exec a sysctl -qw net.ipv4.icmp_echo_ignore_broadcasts=0
ping -c 1 -W 0.3 224.0.0.1
ping -c 1 -W 0.3 -I A 224.0.0.1 | grep 'bytes from'
ping -c 1 -W 0.3 -I A 239.1.1.1 | grep -c 'bytes from'
ip -4 maddress show dev A
ip route add 224.0.0.0/4 dev A
ping -c 1 -W 0.3 224.0.0.1 | grep 'bytes from'
ip route get 224.0.0.1
ping -c 1 -W 0.3 -t 5 224.0.0.1 | grep -c 'bytes from'
ping -c 1 -W 0.3 -b 10.0.0.255 | grep 'bytes from'
ping -c 1 -W 0.3 -b 10.0.0.0 | grep 'bytes from'
ping -c 1 -W 0.3 10.0.0.0
ip link del A
ip netns del a
