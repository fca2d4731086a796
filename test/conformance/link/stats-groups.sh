# ip stats: counters of links by groups, and what people get wrong with it
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ping -q -c 2 -i 0.2 -W 0.3 10.0.0.2 | grep packets
ip stats show dev A group link
ip -s stats show dev A group link
ip -o stats show dev A group link
ip -j stats show dev A group link
ip stats show dev A
ip -j stats show dev B
ip stats
ip -p -j stats show group offload
ip stats show group xstats
ip stats show dev A group offload group link
ip stats show dev A group xstats subgroup bridge
ip stats show dev A group xstats subgroup bridge suite stp
ip stats show dev A group xstats subgroup bridge suite stp suite mcast
ip stats show dev A group xstats subgroup bridge subgroup bond
ip stats show dev A group xstats_slave subgroup bond suite 802.3ad
ip stats show dev A group afstats subgroup mpls
ip stats show dev nope
ip stats show group foo
ip stats show group link subgroup x
ip stats show group offload subgroup foo
ip stats show dev A group xstats subgroup bridge suite foo
ip stats show dev A group xstats suite stp
ip stats show dev A group afstats subgroup mpls suite x
ip stats show subgroup x
ip stats show suite x
ip stats show dev
ip stats show group
ip stats show group link subgroup
ip stats show dev A dev B
ip stats show A
ip stats s
ip stats list
ip stats help
ip stats set
ip stats set dev A
ip stats set dev A l3_stats
ip stats set dev A l3_stats foo
ip stats set dev A l3_stats off
ip stats set dev nope l3_stats off
ip stats set l3_stats off
ip stats set foo
ip stats set dev A dev B
