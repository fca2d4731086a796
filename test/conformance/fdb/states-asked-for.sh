# Entries by their states: words and their beginnings, numbers, several at once
# oracle: root
ip link add br0 address 02:00:00:00:00:fe type bridge
ip netns add h1
ip link add p1 address 02:00:00:00:01:01 type veth peer name e0 netns h1 address 02:00:00:00:00:01
sysctl -qw net.ipv6.conf.p1.disable_ipv6=1 net.ipv6.conf.br0.disable_ipv6=1; ip netns exec h1 sysctl -qw net.ipv6.conf.e0.disable_ipv6=1
ip link set p1 master br0 up; ip -n h1 addr add 10.0.0.1/24 dev e0; ip -n h1 link set e0 up; ip addr add 10.0.0.254/24 dev br0; ip link set br0 up
sleep 1.5
bridge fdb add 02:00:00:00:00:05 dev p1 master static
bridge fdb add 02:00:00:00:00:06 dev p1 master dynamic
bridge fdb add 02:00:00:00:00:07 dev p1 master permanent
ip netns exec h1 ping -c1 -W1 -q 10.0.0.254 | grep loss
for s in all permanent static temp reachable stale dynamic noarp; do echo "- $s"; bridge fdb show br br0 state $s; done
echo "- dynamic"; bridge fdb show br br0 dynamic
bridge fdb show br br0 state static state permanent
for s in p st t sta r d 4 0x40 0 x -1; do echo "= $s"; bridge fdb show br br0 state $s | grep -v "self\|:01:01"; done
ip link del p1
ip netns del h1
ip link del br0
