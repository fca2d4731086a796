# Links that came from another namespace stand behind those that were there, whatever their numbers, in the dumps that walk along the list of devices
# oracle: root
ip netns add crew
ip netns exec crew sysctl -qw net.ipv6.conf.default.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
for i in 1 2 3 4; do ip link add e$i address 02:00:00:00:00:1$i type veth peer name f$i address 02:00:00:00:00:2$i; done
for i in 3 1 4; do ip link set e$i netns crew; done
ip -n crew link add sw address 02:00:00:00:00:01 type bridge forward_delay 200
ip -n crew link add own address 02:00:00:00:00:31 type veth peer name hers address 02:00:00:00:00:32
ip link set e2 netns crew
for i in e1 e2 e3 e4 own; do ip -n crew link set $i master sw; done
for i in sw e1 e2 e3 e4 own hers; do ip -n crew link set $i up; done
ip -n crew -br link | cut -d ' ' -f 1
ip netns exec crew tc qdisc
ip netns exec crew bridge link | cut -d : -f 1,2
ip netns exec crew bridge fdb show dynamic
ip netns exec crew cut -c 1-22 /proc/net/igmp
ip netns exec crew netstat -gn4
ip netns exec crew ip ntable show name arp_cache | grep -o 'dev .*'
ip -n crew link set e4 down
ip -n crew link set e4 name a4 up
ip netns exec crew tc qdisc
ip -n crew link set e3 netns 1
ip link set e3 netns crew
ip -n crew link set e3 up
ip netns exec crew tc qdisc
ip netns exec crew ip ntable show name arp_cache | grep -o 'dev .*'
ip netns exec crew tcpdump -D
ip -n crew link set lo up
ip netns exec crew tcpdump -D
for i in 1 2 3 4; do ip link del f$i; done
ip -n crew link del own
ip -n crew link del sw
