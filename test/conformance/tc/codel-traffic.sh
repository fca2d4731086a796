# codel behind a slow bucket loses what has waited for too long, marks what may be marked, and refuses what it has no room for
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
tc qdisc add dev A parent 5:1 handle 6: codel limit 1000 target 5ms interval 100ms
ping -q -c 60 -i 0.02 -s 472 -W 2 10.0.0.2 | grep -c ' 0% packet loss'
tc -s qdisc show dev A | awk '/codel/ {c = 1} c && /dropped/ {print ($7 + 0 > 9 && $7 + 0 < 45)}'
tc qdisc replace dev A parent 5:1 handle 7: codel limit 1000 target 5ms interval 100ms ecn
ping -q -Q 2 -c 60 -i 0.02 -s 472 -W 2 10.0.0.2 > o
sleep 4
tc -s qdisc show dev A | awk '/ecn_mark/ {for (i = 1; i < NF; i++) if ($i == "ecn_mark") print ($(i + 1) > 3)}'
tc qdisc replace dev A parent 5:1 handle 8: codel limit 1000 target 2s ce_threshold 30ms
ping -q -Q 2 -c 10 -i 0.02 -s 472 -W 2 10.0.0.2 > o
sleep 4
tc -s qdisc show dev A | awk '/ce_mark/ {for (i = 1; i < NF; i++) if ($i == "ce_mark") print ($(i + 1) > 3)}'
tc qdisc replace dev A parent 5:1 handle 9: codel limit 5
ping -q -c 20 -i 0.01 -s 472 -W 1 10.0.0.2 | grep -c ' [1-9][0-9.]*% packet loss'
tc -s qdisc show dev A | awk '/drop_overlimit/ {for (i = 1; i < NF; i++) if ($i == "drop_overlimit") print ($(i + 1) > 3)}'
tc -s qdisc show dev A | awk "/^qdisc tbf/ {t = 1} t && /dropped/ {print (\$7 + 0 > 5); t = 0}"
tc qdisc del dev A root
ip link del A
