# A queue with no room: ping hears of it and tries again, links on top count what they could not give on, others learn nothing
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add b
ip netns exec b sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns b
ip link add link A name A.5 type vlan id 5
ip -n b link add link B name B.5 type vlan id 5
for dev in A A.5; do ip link set $dev up; done
for dev in B B.5; do ip -n b link set $dev up; done
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.5.1/24 dev A.5
ip -n b addr add 10.0.0.2/24 dev B
ip -n b addr add 10.0.5.2/24 dev B.5
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip neigh add 10.0.5.2 lladdr 02:00:00:00:00:02 dev A.5 nud permanent
ip -n b neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
ip -n b neigh add 10.0.5.1 lladdr 02:00:00:00:00:01 dev B.5 nud permanent
ping -q -c 1 10.0.0.2 | grep packets
ping -q -c 1 10.0.5.2 | grep packets
tc qdisc add dev A root tbf rate 24kbit burst 1100 limit 1100
ping -c 3 -i 0.2 -s 972 10.0.0.2 | grep packets
ping -c 2 -i 0.2 -W 0.4 -s 1472 10.0.0.2
ping -q -c 2 -i 0.2 -W 0.4 -s 1472 10.0.0.2
ping -c 1 -i 0.2 -W 0.4 -s 1472 10.0.5.2
ip -s link show A.5
ip -n b -s link show B.5
head -c 1400 /dev/zero | nc -u -w 1 10.0.0.2 9
ip -s link show A
tc qdisc replace dev A root netem limit 1 delay 300ms
ping -q -c 2 -i 0.2 10.0.0.2 | grep packets
tc qdisc replace dev A root netem loss 100%
ping -c 2 -i 0.2 -W 0.4 10.0.0.2
tc qdisc replace dev A root handle 1: prio bands 2 priomap 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0
tc -s class show dev A
tc qdisc add dev A parent 1:2 handle 20: pfifo limit 5
ping -q -c 2 -i 0.1 10.0.0.2 | grep packets
ping -q -Q 8 -c 3 -i 0.1 10.0.0.2 | grep packets
tc -s class show dev A
tc qdisc replace dev A root handle 3: netem delay 1ms
tc -s class show dev A
tc qdisc add dev A parent 3:1 handle 31: pfifo limit 5
tc -s class show dev A
