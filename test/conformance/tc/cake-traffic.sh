# Packets through CAKE: tins by their field, and a rate
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A root handle 1: cake
ping -c 3 -i 0.2 10.0.0.2
ping -c 2 -i 0.2 -Q 0x20 10.0.0.2
ping -c 2 -i 0.2 -Q 0xb8 10.0.0.2
tc -s qdisc show dev A | grep -v -e delay -e memory -e capacity -e flows
tc qdisc replace dev A root handle 2: cake diffserv4 wash overhead 10 atm
ping -c 3 -i 0.2 -Q 0x88 10.0.0.2
ping -c 1 -s 1000 10.0.0.2
tc -s qdisc show dev A | grep -v -e delay -e memory -e capacity -e flows
tc qdisc replace dev A root handle 3: cake besteffort bandwidth 8kbit
ping -c 1 -W 1 -s 972 10.0.0.2
ping -c 1 -W 0.3 -s 972 10.0.0.2
sleep 2
ping -c 1 -W 0.3 10.0.0.2
tc qdisc del dev A root
tc qdisc add dev A root handle 4: cake mpu 600 flowblind
ping -c 2 -i 0.2 10.0.0.2
tc -s -j qdisc show dev A | grep -o -e '"min_network.*avg_hdr_offset":[0-9]*' -e '"sent_packets":[0-9]*'
tc qdisc del dev A root
ip -s link show A
