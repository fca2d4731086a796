# fq_codel marks packets whose ends can be told of congestion, where it would lose others
# oracle: vm
ip netns add b
ip link add A type veth peer name A netns b
sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip -n b addr add 10.0.0.2/24 dev A
ip -n b link set A up
ip neigh add 10.0.0.2 lladdr $(ip -n b link show dev A | awk '/ether/ {print $2}') dev A
ip -n b neigh add 10.0.0.1 lladdr $(ip link show dev A | awk '/ether/ {print $2}') dev A
tc qdisc add dev A root handle 5: tbf rate 80kbit burst 1100 limit 100000
tc qdisc add dev A parent 5:1 handle 6: fq_codel
ping -q -Q 2 -c 60 -i 0.02 -s 472 -W 2 10.0.0.2 > o
sleep 4
tc -s qdisc show dev A | awk '/ecn_mark/ {for (i = 1; i <= NF; i++) if ($i == "ecn_mark") print ($(i + 1) > 3)}'
tc -s qdisc show dev A | awk '/fq_codel/ {c = 1} c && /dropped/ {print $7}'
tc qdisc change dev A parent 5:1 handle 6: fq_codel noecn
ping -q -Q 2 -c 60 -i 0.02 -s 472 -W 2 10.0.0.2 | grep -c ' 0% packet loss'
tc -s qdisc show dev A | awk '/fq_codel/ {c = 1} c && /dropped/ {print ($7 + 0 > 9 && $7 + 0 < 45)}'
tc -s qdisc show dev A | grep -c "backlog 0b 0p"
tc qdisc del dev A root
ip link del A
