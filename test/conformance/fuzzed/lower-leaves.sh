# What stands on a link that moves away or changes: VXLAN interfaces end, passthru follows, MTUs that nobody can have.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add red
ip link add A type veth peer name B
ip link add vx0 type vxlan id 42 remote 10.0.0.2 dev A dstport 4789
ip link add mv0 link A type macvlan
ip link property add dev A altname one
ip -n red link add one type ifb
ip link set A netns red
ip -n red link del one
ip -n red link add A type ifb
ip link set A netns red name A
ip link set A netns red name B
ip link show vx0
ip -br link show type macvlan | cut -c1-20
ip -n red -br link | cut -c1-20
ip link del B
ip link add C type veth peer name D
ip link set C mtu 68
ip link set D mtu 500
ip link add vx1 type vxlan id 43 remote 10.0.0.2 dev C dstport 4789
ip link add vx2 mtu 1400 type vxlan id 44 remote 10.0.0.2 dstport 4789
ip link set vx2 type vxlan nolearning
ip link show vx2 | head -1
ip link set vx2 type vxlan dev D
ip link show vx1 | head -1
ip link show vx2 | head -1
ip link del D
ip link add br0 type bridge
ip link add link br0 name mv1 type macvlan mode passthru
ip link add E address 02:00:00:00:00:05 type veth peer name F address 02:00:00:00:00:01
ip link set E master br0
ip link set F master br0
ip link show mv1
ip link set F nomaster
ip link set E address 02:00:00:00:00:06
ip link show mv1
ip link add i0 type ifb
ip link set i0 mtu 70000
ip link set E nomaster
ip link set i0 master br0
ip link show br0 | head -1
ip link set E mtu 9000 master br0
ip link show br0 | head -1
ip link set i0 mtu 10
ip link set i0 nomaster
ip link show br0 | head -1
ip link add mv2 link F type macvlan
ip link set mv2 master br0
ip link set F mtu 1000
ip link show br0 | head -1
ip tuntap add t0 mode tap
ip link add mv3 link t0 address 02:00:00:00:00:07 type macvlan
ip link set mv3 up
ip link set t0 up
bridge fdb show dev t0 | grep 02:00
ip link set t0 netns red
ip -n red link set t0 up
bridge -n red fdb show dev t0 | grep 02:00
ip -n red -d link show t0 | grep -o 'promiscuity .'
