# Packets of a default class and of none; a class borrows from the one above it
# oracle: vm
ip netns add b
ip link add A type veth peer name B netns b
sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.B.disable_ipv6=1
ip address add 10.0.0.1/24 dev A
ip -n b address add 10.0.0.2/24 dev B
ip link set A up
ip -n b link set B up
tc qdisc add dev A root handle 1: htb default 99
ping -q -c 2 -i 0.1 -W 1 10.0.0.2 | grep packets
tc -s qdisc show dev A
tc qdisc replace dev A root handle 2: htb default 10
tc class add dev A parent 2: classid 2:1 htb rate 1mbit
tc class add dev A parent 2:1 classid 2:10 htb rate 8kbit ceil 1mbit burst 2k quantum 1500
ping -q -c 6 -i 0.02 -s 1000 -W 1 10.0.0.2 | grep packets
tc -s class show dev A | grep -v tokens
sleep 1.1
