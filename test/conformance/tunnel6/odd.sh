# Tunnels over IPv6 that are asked for in odd ways: without names and words, with groups, above and below others, with lengths and words that change nothing
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add type ip6tnl remote 2001:db8::1
ip link add type ip6gre remote 2001:db8::1
ip link add type ip6gretap
ip link add type ip6gretap noencap
ip link add t1 type ip6gre local 2001:db8::1 remote ff05::5
ip link add t2 type ip6tnl local ff05::5 remote 2001:db8::1
ip link add t3 type ip6tnl local ::1 remote 2001:db8::1
ip link add t4 type ip6tnl local 2001:db8::1 remote ::ffff:10.0.0.1
ip link add t5 type ip6tnl remote any local default
ip link add t5 type ip6tnl remote all local 2001:db8::7 dev lo
ip link add t6 numtxqueues 2 type ip6tnl remote 2001:db8::6 tos 0xff fl 0xfffff tc 1
ip link add link lo name t7 type ip6tnl remote 2001:db8::70
ip -d link show
ip link set t6 type ip6tnl
ip link set t6 type ip6tnl noallow-localremote encaplimit 255 hoplimit 255 flowlabel 0 fwmark 0xffffffff
ip link set t6 type ip6tnl fwmark 0x100000000
ip link set t6 type ip6tnl hoplimit 0x10 encaplimit 010
ip -d link show t6
ip link set t6 type ip6gretap hoplimit 4
ip link set lo type ip6tnl hoplimit 4
ip link add t8 type ip6tnl remote 2001:db8::6 local 2001:db8::7
ip link set t8 alias six
ip link set t8 txqueuelen 5
ip link set t8 arp on
ip link set t8 multicast on
ip link set t8 mtu 65535
ip link set t8 mtu 65536
ip link set t8 mtu 1279
ip -6 addr add 2001:db8:9::1/64 dev t8
ip link set t8 up
ip -d addr show t8
ip link set t8 type ip6tnl remote 2001:db8::66
ip link show t8
ip link add v8 link t8 type vlan id 5
ip link add m8 link t8 type macvlan
ip link add br0 type bridge
ip link set ip6gretap0 master br0
ip link add v9 link ip6gretap0 type vlan id 5
ip link show v9
ip link set ip6gretap0 address 02:00:00:00:00:09
ip link set ip6gretap0 mtu 65477
ip link set ip6gretap0 mtu 65478
ip link set t1 mtu 65531
ip link set t1 mtu 65532
ip neigh add 2001:db8:9::2 lladdr 02:00:00:00:00:01 dev t8
ip neigh show dev t8
ip -6 route add default via 2001:db8:9::5 dev t8
ip -6 route show dev t8
ip link del type ip6tnl
ip link show type ip6gretap
ip -6 tunnel del t8 mode any
ip link del br0
for dev in t1 t2 t3 t4 t5 t6 t7 ip6tnl1 ip6gre1 ip6gretap0; do ip link del $dev; done
