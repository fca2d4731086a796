# oracle: root
# arp_evict_nocarrier and ndisc_evict_nocarrier: who forgets its neighbors when the carrier goes, by link and for all
ip netns add far
ip link add near0 type veth peer name far0 netns far
ip addr add 10.0.10.1/24 dev near0
ip link set near0 addrgenmode none
ip -n far link set far0 addrgenmode none
ip link set near0 up
ip -n far link set far0 up
flap() {
  ip neigh replace 10.0.10.2 lladdr 02:00:00:00:00:02 dev near0 nud reachable
  ip neigh replace 2001:db8::2 lladdr 02:00:00:00:00:02 dev near0 nud reachable
  ip neigh replace 10.0.10.3 lladdr 02:00:00:00:00:03 dev near0 nud permanent
  ip -n far link set far0 down
  sleep 1.2
  ip neigh show dev near0 | sort
  ip neigh flush dev near0 nud all 2>/dev/null
  ip -n far link set far0 up
  sleep 0.1
}
flap
for setting in ipv4.conf.near0.arp ipv4.conf.all.arp ipv6.conf.near0.ndisc ipv6.conf.all.ndisc; do
  echo "== $setting"
  sysctl -qw net.${setting}_evict_nocarrier=0
  flap
  sysctl -qw net.${setting}_evict_nocarrier=1
done
sysctl -w net.ipv6.conf.near0.ndisc_evict_nocarrier=2
sysctl -w net.ipv4.conf.near0.arp_evict_nocarrier=x
sleep 1.2
