# What a router says of prefixes is told, too: of those that are taken, and of no others
# oracle: root
for n in near mid; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitation_delay=0; ip -n $n link set lo up; done
ip link add n0 address 02:00:00:00:00:01 netns near type veth peer name m0 address 02:00:00:00:00:02 netns mid
ip netns exec mid sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n mid link set m0 up
cat > radvd.conf <<'X'
interface m0 {
  AdvSendAdvert on; MinRtrAdvInterval 20; MaxRtrAdvInterval 30; AdvDefaultLifetime 100;
  prefix 2001:db8:1::/64 { AdvValidLifetime 300; AdvPreferredLifetime 100; };
  prefix 2001:db8:2::/64 { AdvOnLink off; AdvValidLifetime infinity; AdvPreferredLifetime 50; };
  prefix 2001:db8:3::/64 { AdvAutonomous off; };
  prefix 2001:db8:4::/48 { AdvOnLink on; };
  prefix 2001:db8:5::/48 { AdvAutonomous off; };
};
X
ip netns exec mid radvd -C radvd.conf -n -m stderr 2> err &
sleep 0.7
ip -n near monitor prefix > heard &
ip -n near -o monitor all dev n0 > all &
ip -n near -4 monitor label prefix > four &
sleep 0.5
ip -n near link set n0 up
sleep 2.5
kill %1 %2 %3 %4
wait
sort heard | uniq
grep -o 'PREFIX.*' all | sort | uniq
tr -d '\n' < four | sed 's/\(\[PREFIX\]\)*/\1/'; echo
ip -n near monitor prefixes
rm -f heard all four err radvd.conf
for n in near mid; do ip netns del $n; done
