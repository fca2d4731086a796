# Words of `ip route`: shortened, given twice, addresses of zeros, metrics past what fits and of 0, preferences by number
# oracle: root
ip link add va address 02:00:00:00:00:0a type veth peer name vb address 02:00:00:00:00:0b
sysctl -qw net.ipv6.conf.va.addr_gen_mode=1 net.ipv6.conf.vb.addr_gen_mode=1 net.ipv6.conf.va.accept_dad=0
ip link set va up
ip link set vb up
ip addr add 10.0.0.1/24 dev va
ip addr add 2001:db8::1/64 dev va nodad
t() {
  ip route "$@"
  echo "= $?"
  ip route show table all root 10.20.0.0/16
  ip -6 route show root 2001:db8:20::/48
  ip route flush root 10.20.0.0/16 table all 2>&-
  ip -6 route flush root 2001:db8:20::/48 2>&-
  ip route del default 2>&-
}
t add 10.20.0.0/16 via 10.0.0.2 via 10.0.0.3
t add 2001:db8:20::/48 via 2001:db8::2 via 2001:db8::3
t add 10.20.0.0/16 dev va dev vb
t add 10.20.0.0/16 dev va metric 5 metric 6
t add 10.20.0.0/16 dev va table 5 table 6
t add 10.20.0.0/16 dev va proto 5 proto 6
t add 10.20.0.0/16 dev va src 10.0.0.1 src 10.0.0.1
t add 10.20.0.0/16 dev va src default
t add 10.20.0.0/16 dev va src any
t add 10.20.0.0/16 dev va src 0
t add 10.20.0.0/16 dev va src 10.0.0.9
t add 2001:db8:20::/48 dev va src ::
t add 2001:db8:20::/48 dev va src 2001:db8::9
t add 10.20.0.0/16 via any dev va
t add 10.20.0.0/16 via default dev va
t add 10.20.0.0/16 via 0 dev va
t add 10.20.0.0/16 via 0.0.0.0
t add 2001:db8:20::/48 via :: dev va
t add 10.20.0.0/16 nexthop via any dev va
t add 10.20.0.0/16 nexthop via default dev va nexthop via 10.0.0.2
t add 10.20.0.0/16 nexthop via 0 dev va nexthop via 10.0.0.2
t add 2001:db8:20::/48 nexthop via any dev va
t add 2001:db8:20::/48 nexthop via :: dev va
t add nexthop via 10.0.0.2
t add nexthop
t add 10.20.0.0/16 nexthop
t add 10.20.0.0/16 nexthop via
t add 10.20.0.0/16 nexthop weight 0
t add 10.20.0.0/16 nexthop via 10.0.0.2 weight 257
t add 10.20.0.0/16 nexthop via 10.0.0.2 weight 256
t add 10.20.0.0/16 nexthop via 10.0.0.2 nexthop
t add 10.20.0.0/16 t 99 dev va
t add 10.20.0.0/16 ttl ena dev va
t add 10.20.0.0/16 ttl-propagate d dev va
t add 10.20.0.0/16 tt d dev va
t add 10.20.0.0/16 dev va pref 7
t add 10.20.0.0/16 dev va pre 7
t add 10.20.0.0/16 dev va pre low
t add 10.20.0.0/16 dev va p 7
t add 10.20.0.0/16 dev va pr 7
t add 10.20.0.0/16 dev va prefe 7
t add 10.20.0.0/16 dev va preference 7
t add 2001:db8:20::/48 dev va pref 1
t add 2001:db8:20::/48 dev va pref 2
t add 2001:db8:20::/48 dev va pref 3
t add 2001:db8:20::/48 dev va pref 010
t add 2001:db8:20::/48 dev va pref 256
t add 2001:db8:20::/48 dev va pref hig
t add 10.20.0.0/16 dev va mtu 0
t add 10.20.0.0/16 dev va mtu lock 0
t add 10.20.0.0/16 dev va mtu 65536
t add 10.20.0.0/16 dev va mtu 4294967295
t add 10.20.0.0/16 dev va mtu 4294967296
t add 10.20.0.0/16 dev va mtu -1
t add 10.20.0.0/16 dev va mtu 0x5dc
t add 2001:db8:20::/48 dev va mtu 0
t add 2001:db8:20::/48 dev va mtu 1
t add 2001:db8:20::/48 dev va mtu 65536
t add 2001:db8:20::/48 dev va advmss 65536
t add 2001:db8:20::/48 dev va hoplimit 0
t add 10.20.0.0/16 dev va advmss 65536
t add 10.20.0.0/16 dev va hoplimit 255
t add 10.20.0.0/16 dev va hoplimit 256
t add 10.20.0.0/16 dev va hoplimit -1
t add 10.20.0.0/16 dev va rtt 0
t add 10.20.0.0/16 dev va rtt 1
t add 10.20.0.0/16 dev va rtt 1.5
t add 10.20.0.0/16 dev va rtt 1ms
t add 10.20.0.0/16 dev va rtt 1.5s
t add 10.20.0.0/16 dev va rtt 1us
t add 10.20.0.0/16 dev va rtt -1
t add 10.20.0.0/16 dev va rtt -1.5
t add 10.20.0.0/16 dev va rtt 4294967296
t add 10.20.0.0/16 dev va rtt 4294967297
t add 10.20.0.0/16 dev va rtt 0x10
t add 10.20.0.0/16 dev va rtt 010
t add 10.20.0.0/16 dev va rtt ''
t add 10.20.0.0/16 dev va rto_min -1
t add 10.20.0.0/16 dev va rto_min 5s
t add 10.20.0.0/16 dev va rto_min lock 5
t add 10.20.0.0/16 dev va quickack 2
t add 10.20.0.0/16 dev va quickack 0
t add 10.20.0.0/16 dev va initcwnd 0
t add 10.20.0.0/16 dev va window 0
t add 10.20.0.0/16 dev va features 0
t add 10.20.0.0/16 dev va features ecn
t add 10.20.0.0/16 dev va realms 5/6/7
t add 10.20.0.0/16 dev va realm 5
t add 10.20.0.0/16 dev va scope 256
t add 10.20.0.0/16 dev va scope host
t add 10.20.0.0/16 dev va table 0
t add 10.20.0.0/16 dev va proto 0
t add 10.20.0.0/16 dev va proto 256
t add 10.20.0.0/16 dev va metric -1
t add 10.20.0.0/16 dev va expires 5
t add 2001:db8:20::/48 dev va expires -1
t add 2001:db8:20::/48 dev va expires x
t add 10.20.0.1/16 dev va
t add 10.20.0.0/16 dev va 10.30.0.0/16
t add 10.20.0.0/33 dev va
t add 10.20.0.0/-1 dev va
t add 10.20.0.0/ dev va
t add 10.20.0.0/255.255.0.0 dev va
t add 10.20.0.0/255.0.255.0 dev va
t add 2001:db8:20::1/48 dev va
t add 2001:db8:20::/129 dev va
t add
t add blackhole 10.20.0.0/16 dev va
t add black 10.20.0.0/16
t add b 10.20.0.0/16
t add broad 10.20.0.0/16 dev va
t add xresolve 10.20.0.0/16 dev va
t add nat 10.20.0.0/16 dev va
t add any dev va
t add all dev va
t add default dev va
t add 0 dev va
t add 0/0 dev va
t add ::/0 dev va
t add 2001:db8:20::/48 nexthop via 2001:db8::2 via 2001:db8::3 nexthop via 2001:db8::4
