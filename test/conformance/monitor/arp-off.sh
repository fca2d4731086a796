# Neighbors that go when a link does not ask any more, and what monitors hear of it first.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br1 address 02:00:00:00:00:01 type bridge
ip link add v1 address 02:00:00:00:00:02 type veth peer name v2 address 02:00:00:00:00:03
ip addr add 10.0.0.1/24 dev br1
ip link set br1 up
ip link set v2 up
ip addr add 10.1.0.1/24 dev v1
sleep 3
hear() { ip monitor label >told & sleep 1.5; "$@"; sleep 1.5; kill $!; wait; cat told; }
ip neigh show nud all dev br1
hear ip link set dev br1 arp off
hear ip link set dev br1 arp on
hear ip link set dev br1 arp on
hear ip link set dev br1 multicast off arp off
echo "--- with up and down"
hear ip link set dev v1 up arp off
ip neigh add 10.1.0.9 lladdr 02:00:00:00:00:09 dev v1
hear ip link set dev v1 down arp on
ip neigh show dev v1
hear ip link set dev v1 arp maybe
hear ip link set dev nosuch arp off
rm told
