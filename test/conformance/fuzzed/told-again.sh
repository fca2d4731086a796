# oracle: root
# what a link is told although nothing changes: its own MAC address, how to make addresses, while it has no carrier
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:05 type veth peer name v1 address 02:00:00:00:00:06
ip link add br0 type bridge
ip link set v0 master br0
ip neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev v0
ip neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev br0
ip link set v0 address 02:00:00:00:00:05
ip neigh
ip link set br0 address 02:00:00:00:00:05
ip neigh
ip link set v0 address 02:00:00:00:00:07
ip -br link show br0
bridge fdb show br br0 | grep permanent
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev v1
ip link set v1 broadcast ff:ff:ff:ff:ff:ff
ip neigh
ip link add br1 type bridge
ip link set br1 address 02:00:00:00:00:09
ip link set br1 up
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:01 nud stale dev br1
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:01 dev br1
sleep 1.1
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:01 nud stale dev br1
ip neigh
ip link set br1 addrgenmode eui64
ip neigh
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:01 nud stale dev br1
ip link set br1 multicast off
ip neigh
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:01 nud stale dev br1
brctl setageing br1 200
ip neigh
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:01 nud stale dev br1
brctl setageing br1 x
ip neigh
ip neigh del 10.0.0.3 dev br1
