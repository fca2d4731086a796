# What a router advertises, and that it answers a host that asks
# oracle: vm
ip netns add router
ip link add eth0 address 02:00:00:00:00:0b type veth peer name r0 address 02:00:00:00:00:0a netns router
ip -n router addr add 2001:db8:1::1/64 dev r0 nodad
ip -n router link set r0 up
ip link set eth0 up
ip netns exec router sysctl -qw net.ipv6.conf.all.forwarding=1
sleep 4
cat > radvd.conf << END
# Everything that a link may be told
interface r0
{
  AdvSendAdvert on;
  MinRtrAdvInterval 3;
  MaxRtrAdvInterval 10;
  AdvManagedFlag on;
  AdvOtherConfigFlag on;
  AdvLinkMTU 1500;
  AdvReachableTime 20000;
  AdvRetransTimer 500;
  AdvDefaultPreference low;
  prefix ::/64 { AdvOnLink on; AdvAutonomous on; AdvRouterAddr on; };
  route 2001:db8:9::/48 { AdvRoutePreference high; AdvRouteLifetime infinity; };
  RDNSS 2001:db8:1::53 2001:db8:1::54 { AdvRDNSSLifetime 30; };
  DNSSL example.org lab.example.net { };
};
END
tcpdump -tnlvv -c 2 -i eth0 'ip6[40] = 134' > ra.txt 2> err & pid=$!; sleep 1
ip netns exec router radvd -n -C radvd.conf -m none &
sleep 2
kill $!
wait
sed 's/flowlabel 0x[0-9a-f]*, //' ra.txt
tcpdump -tnl -c 3 -i eth0 'ip6[40] > 132 and ip6[40] < 135' > ra.txt 2> err & pid=$!; sleep 1
ip netns exec router radvd -n -C radvd.conf -m none &
sleep 1
ip link set eth0 down
sleep 1.1
sysctl -qw net.ipv6.conf.eth0.accept_dad=0
ip link set eth0 up
wait $pid
cat ra.txt
kill $!
wait
sysctl net.ipv6.neigh.eth0.base_reachable_time_ms net.ipv6.neigh.eth0.retrans_time_ms net.ipv6.neigh.eth0.gc_stale_time
ip link del eth0
