# What is refused of tunnels over IPv6: the same ends twice, ends that are none, bad numbers, words that are none
# oracle: vm
ip link add t0 type ip6tnl
ip link add t0 type ip6gre
ip link add t1 type ip6tnl local 2001:db8::1 remote 2001:db8::2
ip link add t2 type ip6tnl local 2001:db8::1 remote 2001:db8::2
ip link add t2 type ip6tnl mode ipip6 local 2001:db8::1 remote 2001:db8::2
ip link add t1 type ip6tnl local 2001:db8::1 remote 2001:db8::3
ip link add t2 type ip6gre local 2001:db8::1 remote 2001:db8::2
ip link add t3 type ip6gre local 2001:db8::1 remote 2001:db8::2
ip link add t3 type ip6gre local 2001:db8::1 remote 2001:db8::2 key 0
ip link add t3 type ip6gre local 2001:db8::1 remote 2001:db8::2 key 5
ip link add t4 type ip6gre local 2001:db8::1 remote 2001:db8::2 key 5
ip link add t4 type ip6gre local 2001:db8::1 remote 2001:db8::2 ikey 6 okey 5
ip link add t5 type ip6gretap local 2001:db8::1
ip link add t6 address 01:00:00:00:00:01 type ip6gretap remote 2001:db8::2
ip link add t6 type ip6gretap local 2001:db8::1
ip link add t6 type ip6tnl remote 2001:db8:::9
ip link add t6 type ip6tnl remote 10.0.0.1
ip link add t6 type ip6tnl remote 2001:db8::9 hoplimit 256
ip link add t6 type ip6tnl remote 2001:db8::9 hoplimit -1
ip link add t6 type ip6tnl remote 2001:db8::9 tclass 100
ip link add t6 type ip6tnl remote 2001:db8::9 tclass 0x1g
ip link add t6 type ip6tnl remote 2001:db8::9 flowlabel 0x100000
ip link add t6 type ip6tnl remote 2001:db8::9 flowlabel
ip link add t6 type ip6tnl remote 2001:db8::9 dscp copy
ip link add t6 type ip6tnl remote 2001:db8::9 dev nosuch
ip link add t6 type ip6tnl remote 2001:db8::9 mode ip6gre
ip link add t6 type ip6tnl remote 2001:db8::9 key 5
ip link add t6 type ip6tnl remote 2001:db8::9 fwmark x
ip link add t6 type ip6gre remote 2001:db8::9 encaplimit 256
ip link add t6 type ip6gre remote 2001:db8::9 dev nosuch
ip link add t6 type ip6gre remote 2001:db8::9 key x
ip link add t6 type ip6gre remote 2001:db8::9 key 1.2.3.400
ip link add t6 type ip6gre remote 2001:db8::9 hoplimit many
ip link add t6 type ip6gre remote 2001:db8::9 pmtudisc
ip link add t6 type ip6gre rem 2001:db8::9 loc 2001:db8::1 hop 9 tc 20 se cs
ip link add t7 mtu 100 type ip6tnl remote 2001:db8::19
ip link add t8 mtu 40 type ip6gre remote 2001:db8::29
ip link add t9 mtu 70000 type ip6tnl local 2001:db8::1 remote 2001:db8::39
ip link add t10 mtu 1200 type ip6tnl mode ip6ip6 local 2001:db8::1 remote 2001:db8::49
ip link set t1 type ip6tnl remote 2001:db8::19 local any
ip link set t1 type ip6gre ttl 3
ip link set t4 type ip6gre ikey 5
ip link set t1 mtu 60
ip link set t1 mtu 65536
ip link set t10 mtu 1200
ip link set t1 address 02:00:00:00:00:01
ip link add br0 type bridge
ip link set t1 master br0
ip link set t6 master br0
ip link set t5 master br0
ip link set ip6tnl0 type ip6tnl hoplimit 7
ip link set ip6gre0 type ip6gre hoplimit 7
ip link del ip6tnl0
ip netns add x
ip link set ip6tnl0 netns x
ip link set ip6gre0 name g0
ip link set nosuch type ip6tnl hoplimit 7
ip link show
ip -6 tunnel
ip link help ip6tnl
ip link help ip6gre
ip link help ip6gretap
ip link add t11 type ip6gretap seq key 102 local fc00:100::1 remote fc00:100::2
ip addr add dev t11 fc00:200::1/96
ip link del t11
