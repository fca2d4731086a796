# What listeners are told of an advertisement, in which order: the router, its address, what it says of routes and prefixes; an address nobody is to prefer
# oracle: root
for n in host rt; do ip netns add $n; ip -n $n link set lo up; done
ip link add e0 netns host address 02:00:00:00:00:01 type veth peer name r0 netns rt address 02:00:00:00:00:02
ip netns exec host sysctl -qw net.ipv6.conf.e0.accept_dad=0 net.ipv6.conf.e0.router_solicitation_delay=0 net.ipv6.conf.e0.accept_ra_rt_info_max_plen=64
ip netns exec rt sysctl -qw net.ipv6.conf.r0.accept_dad=0 net.ipv6.conf.all.forwarding=1
ip -n rt link set r0 up
ip -n host link set e0 up
sleep 3
ip -n host monitor address route prefix neigh > told &
sleep 0.5
echo 'interface r0 { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvDefaultLifetime 100; AdvCurHopLimit 33; AdvReachableTime 20000; AdvLinkMTU 1400; prefix 2001:db8:1::/64 { AdvOnLink off; AdvAutonomous on; AdvValidLifetime 100; AdvPreferredLifetime 0; }; prefix 2001:db8:2::/64 { AdvOnLink on; AdvAutonomous off; }; prefix 2001:db8:3::/65 { AdvAutonomous off; }; route fd00:1::/48 { AdvRouteLifetime 20; AdvRoutePreference high; }; };' > rc
ip netns exec rt radvd -n -C rc -p rp -m none & P=$!
sleep 2
{ kill -9 $P; wait $P; } 2>/dev/null
ip -n host -6 route | sed 's/expires [0-9]*sec/expires N/'
ip -n host -6 addr show dev e0 scope global | sed 's/_lft [0-9]*sec/_lft N/g'
ip netns exec host sysctl net.ipv6.conf.e0.hop_limit net.ipv6.conf.e0.mtu net.ipv6.neigh.e0.base_reachable_time_ms
ip netns exec host sysctl -qw net.ipv6.conf.e0.ra_defrtr_metric=77
echo 'interface r0 { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvDefaultLifetime 100; prefix 2001:db8:1::/64 { AdvOnLink on; AdvAutonomous on; AdvValidLifetime 100; AdvPreferredLifetime 90; }; prefix 2001:db8:2::/64 { AdvOnLink on; AdvAutonomous off; AdvValidLifetime 0; AdvPreferredLifetime 0; }; route fd00:1::/48 { AdvRouteLifetime 0; }; };' > rc
sleep 1
ip netns exec rt radvd -n -C rc -p rp -m none & P=$!
sleep 2
{ kill -9 $P; wait $P; } 2>/dev/null
ip -n host -6 route | sed 's/expires [0-9]*sec/expires N/'
ip netns exec host sysctl -qw net.ipv6.conf.default.forwarding=1
ip -n host -6 route show default | sed 's/expires [0-9]*sec/expires N/'
ip netns exec host sysctl -qw net.ipv6.conf.e0.forwarding=1
ip -n host -6 route show default
sleep 0.5
kill %1
wait
grep -v 'fe80::ff:fe00:2' told | sed 's/expires [0-9]*sec/expires N/; s/_lft [0-9]*sec/_lft N/g'
grep -n 'lladdr\|default\|fd00' told | head -3 | sed 's/expires [0-9]*sec/expires N/; s/^[0-9]*://; s/STALE\|REACHABLE/KNOWN/'
rm told rc
ip -n host neigh flush all
ip -n host link del e0
