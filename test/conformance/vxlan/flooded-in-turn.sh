# The first of several ends gets what is flooded last; who hears what is for others counts it, and no program hears of what went amiss
# oracle: root
for i in 1 2 3; do ip netns add h$i; ip netns exec h$i sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n h$i link set lo up; done
ip link add br0 type bridge
ip link set br0 addrgenmode none up
for i in 1 2 3; do ip link add v$i type veth peer name e0 netns h$i; ip link set v$i addrgenmode none; ip link set v$i master br0 up; ip -n h$i link set e0 up; ip -n h$i address add 10.0.0.$i/24 dev e0; ip -n h$i link add vx0 address 02:00:00:00:00:0$i type vxlan id 42 dstport 4789 local 10.0.0.$i; ip -n h$i link set vx0 up; ip -n h$i address add 10.9.0.$i/24 dev vx0; done
for i in 2 3; do bridge -n h1 fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.$i; done
bridge -n h2 fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.1
bridge -n h3 fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.1
for i in 2 3; do ip netns exec h1 ping -q -c 1 10.0.0.$i > /dev/null; done
ip netns exec h1 timeout 8 tcpdump -tnli e0 -c 4 udp > heard 2> /dev/null &
sleep 1
ip netns exec h1 ping -c 1 10.9.0.2 | grep -o '[0-9]* received'
wait
grep -oE '> [0-9.]+' heard
bridge -n h1 fdb show dev vx0 | grep 10.0.0
bridge -n h1 fdb replace 02:00:00:00:00:02 dev vx0 dst 10.0.0.3
ip netns exec h1 ping -c 1 -W 0.3 10.9.0.2 | grep -o '[0-9]* received'
ip -n h3 -s -s link show vx0 | grep -A 1 'RX errors'
ip -n h3 -s -s -j link show vx0 | jq -c '.[].stats64.rx | del(.bytes)'
ip -n h3 -s -s link show e0 | grep -A 1 'RX errors'
ip -n h3 link del vx0
ip netns exec h1 ping -c 1 -W 0.3 10.9.0.2 | grep -o '[0-9]* received'
ip netns exec h1 nstat -az IcmpInDestUnreachs IcmpInErrors | tail -n +2
bridge -n h1 fdb append 02:00:00:00:00:02 dev vx0 dst 10.0.0
rm heard
ip link del br0
for i in 1 2 3; do ip link del v$i; done
for i in 1 2 3; do ip netns del h$i; done
