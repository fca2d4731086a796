# What a host lets in: routers take no advice, and each part of it can be refused
# oracle: vm
ip netns add router
ip netns exec router sysctl -qw net.ipv6.conf.all.forwarding=1
printf 'interface r%d { AdvSendAdvert on; MaxRtrAdvInterval 4; MinRtrAdvInterval 3; AdvLinkMTU 1300; prefix 2001:db8:%d::/64 { }; route 2001:db8:aa::/48 { }; };\n' \
  1 1 2 2 3 3 4 4 > radvd.conf
for i in 1 2 3 4; do
  ip link add e$i address 02:00:00:00:01:0$i type veth peer name r$i address 02:00:00:00:02:0$i netns router
  ip -n router link set r$i up
done
sysctl -qw net.ipv6.conf.e1.accept_ra_defrtr=0 net.ipv6.conf.e1.accept_ra_mtu=0
sysctl -qw net.ipv6.conf.e2.accept_ra_pinfo=0 net.ipv6.conf.e2.accept_ra_rt_info_max_plen=48 net.ipv6.conf.e2.ra_defrtr_metric=77
sysctl -qw net.ipv6.conf.e3.autoconf=0 net.ipv6.conf.e3.accept_ra_rtr_pref=0 net.ipv6.conf.e3.accept_ra_min_hop_limit=70
sysctl -qw net.ipv6.conf.e4.accept_ra=0
for i in 1 2 3 4; do ip link set e$i up; done
sleep 4
ip netns exec router radvd -n -C radvd.conf -m none &
sleep 2.5
ip -6 route | grep -v ^fe80 | sed 's/expires [0-9]*sec/expires N/'
ip -6 addr show scope global | sed 's/[0-9]*sec/Nsec/g'
sysctl net.ipv6.conf.e1.mtu net.ipv6.conf.e2.mtu net.ipv6.conf.e3.mtu net.ipv6.conf.e4.mtu net.ipv6.conf.e3.hop_limit
sysctl -qw net.ipv6.conf.e3.accept_ra=2 net.ipv6.conf.e4.accept_ra=2
sysctl -qw net.ipv6.conf.e2.forwarding=1
ip -6 route show default | sed 's/expires [0-9]*sec/expires N/'
sysctl -qw net.ipv6.conf.all.forwarding=1
ip -6 route show default | sed 's/expires [0-9]*sec/expires N/'
kill %1
wait
for i in 1 2 3 4; do ip link del e$i; done
ip netns del router
ip -6 route
