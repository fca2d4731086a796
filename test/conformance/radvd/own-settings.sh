# What radvd sets of its own interfaces: the MTU, the hop limit and the times that it tells others
# oracle: root
ip netns add R
ip netns add H
ip link add rv0 type veth peer name hv
ip link set rv0 netns R
ip link set hv netns H
ip netns exec H sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.hv.accept_dad=0 net.ipv6.conf.hv.accept_ra=0
ip netns exec R sysctl -qw net.ipv6.conf.rv0.accept_dad=0
ip -n R link set rv0 up
ip -n H link set hv up
ip netns exec R sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n R addr add fd00:1::1/64 dev rv0
show() { ip netns exec R sh -c 'cd /proc/sys/net/ipv6; echo $(cat conf/rv0/mtu conf/rv0/hop_limit neigh/rv0/base_reachable_time_ms neigh/rv0/retrans_time_ms)'; }
run() { { echo 'interface rv0 { AdvSendAdvert on;'; echo "$1"; echo 'prefix fd00:1::/64 { }; };'; } > /tmp/r.conf; ip netns exec R radvd -C /tmp/r.conf -n -m none -p /tmp/r.pid > /dev/null 2>&1 & sleep 2; show; kill $(cat /tmp/r.pid); wait; }
show
run ''
run 'AdvLinkMTU 1400;'
run 'AdvLinkMTU 1600;'
run 'AdvLinkMTU 1300; AdvCurHopLimit 50;'
run 'AdvReachableTime 25000; AdvRetransTimer 2500;'
run 'AdvReachableTime 0; AdvRetransTimer 0; AdvCurHopLimit 0; AdvLinkMTU 0;'
run 'AdvSendAdvert off; AdvLinkMTU 1350; AdvReachableTime 30500;'
run 'UnicastOnly on; AdvLinkMTU 1351; AdvCurHopLimit 255;'
run 'AdvRetransTimer 1; AdvReachableTime 99;'
run 'AdvReachableTime 3600001;'
ip netns exec R sysctl net.ipv6.conf.rv0.mtu
ip -n R link set rv0 down
run 'AdvLinkMTU 1450;'
ip -n R link set rv0 mtu 1400
ip netns exec R sysctl net.ipv6.conf.rv0.mtu
ip -n R link set rv0 up
ip -n R link del rv0
ip netns del R
ip netns del H
sleep 0.3
