# A bridge learns from what hosts say of their groups, and forgets a moment after they have left
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge mcast_last_member_interval 10 mcast_last_member_count 1
ip link set br0 up
for i in 1 2; do
  ip netns add n$i
  ip netns exec n$i sysctl -qw net.ipv6.conf.default.disable_ipv6=1
  ip link add v$i type veth peer name eth0 address 02:00:00:00:00:1$i netns n$i
  ip link set v$i master br0 up
  ip -n n$i link set eth0 up
  ip -n n$i addr add 10.0.0.1$i/24 dev eth0
done
ip -n n1 addr add 239.1.1.1/32 dev eth0 autojoin
ip -n n1 addr add 224.0.0.99/32 dev eth0 autojoin
ip -n n2 addr add 239.1.1.2/32 dev eth0 autojoin
ip addr add 239.1.1.3/32 dev br0 autojoin
sleep 1.3
bridge -d mdb show | sort
ip -n n2 addr del 239.1.1.2/32 dev eth0
ip addr del 239.1.1.3/32 dev br0
sleep 1.5
bridge mdb show
bridge link set dev v1 fastleave on
ip -n n1 addr del 239.1.1.1/32 dev eth0
sleep 0.1
bridge mdb show
ip link set br0 type bridge mcast_snooping 0
ip -n n1 addr add 239.1.1.1/32 dev eth0 autojoin
sleep 0.1
bridge mdb show
