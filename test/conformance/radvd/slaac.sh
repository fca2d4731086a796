# A host that hears a router: its address, its default route, the MTU and the hop limit; and when the router goes
# oracle: vm
ip netns add router
ip link add eth0 address 02:00:00:00:00:0b type veth peer name r0 address 02:00:00:00:00:0a netns router
ip -n router addr add 2001:db8:1::1/64 dev r0 nodad
ip -n router link set r0 up
ip link set eth0 up
ip netns exec router sysctl -qw net.ipv6.conf.all.forwarding=1
sleep 4
cat > radvd.conf << END
interface r0 {
  AdvSendAdvert on;
  MinRtrAdvInterval 3;
  MaxRtrAdvInterval 4;
  AdvLinkMTU 1400;
  AdvCurHopLimit 55;
  AdvDefaultPreference high;
  AdvDefaultLifetime 1800;
  prefix 2001:db8:1::/64 {
    AdvValidLifetime infinity;
    AdvPreferredLifetime infinity;
  };
  prefix 2001:db8:2::/64 {
    AdvOnLink off;
    AdvValidLifetime 86400;
    AdvPreferredLifetime 0;
  };
  prefix 2001:db8:3::/64 {
    AdvAutonomous off;
  };
};
END
radvd -c -C radvd.conf -m stderr_clean
ip netns exec router radvd -n -C radvd.conf -m none &
sleep 3
ip -6 addr show dev eth0 | sed 's/8[0-9]*sec/Nsec/'
ip -6 route | sed 's/expires [0-9]*sec/expires N/'
ip -6 route get 2001:db8:77::1 | sed 's/expires [0-9]*sec/expires N/'
ip -6 neigh show dev eth0
ip -6 -n router neigh show dev r0
sysctl net.ipv6.conf.eth0.hop_limit net.ipv6.conf.eth0.mtu net.ipv6.conf.r0.mtu
ping -c 1 -w 3 2001:db8:1::1 | grep loss
kill %1
wait
sleep 0.3
ip -6 route | sed 's/expires [0-9]*sec/expires N/'
ip -6 addr show dev eth0 scope global | grep inet6
ip link set eth0 down
sleep 1.2
ip link set eth0 up
sleep 1.2
sysctl net.ipv6.conf.eth0.hop_limit net.ipv6.conf.eth0.mtu
ip -6 addr show dev eth0 scope global
ip link del eth0
ip netns del router
