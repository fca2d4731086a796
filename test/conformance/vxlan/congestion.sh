# Congestion that the outer packets of VXLAN and IPIP met, by what is inside
# oracle: vm
for n in H X; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add v0 address 02:00:00:00:00:01 netns H type veth peer name e0 address 02:00:00:00:00:02 netns X
ip -n H addr add 192.0.2.1/24 dev v0
ip -n X addr add 192.0.2.2/24 dev e0
ip -n H link set v0 up
ip -n X link set e0 up
ip -n H neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev v0
ip -n X neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev e0
ip netns exec X tc qdisc add dev e0 clsact
met() {
  ip netns exec X tc filter del dev e0 ingress
  ip netns exec X tc filter add dev e0 ingress protocol ip matchall action pedit ex munge ip dsfield set $1 retain 0x03 pipe csum ip4h
}
try() {
  ip -n H addr add 198.51.100.1/24 dev t0
  ip -n X addr add 198.51.100.2/24 dev t0
  ip -n H link set t0 up
  ip -n X link set t0 up
  sleep 2
  ip netns exec X tcpdump -lnvi t0 icmp > seen.$1 2>/dev/null & watcher=$!
  sleep 1.5
  for outer in 3 1 2 0; do
    met $outer
    for inner in 0 1 2 3; do ip netns exec H ping -c 1 -W 1 -q -Q $inner 198.51.100.2 | grep loss | sed 's/, time.*//'; done
  done
  sleep 1.5
  kill $watcher
  sleep 0.5
  grep -o 'tos 0x[0-9a-f]*.*, ttl' seen.$1
  ip -n X -s -s link show t0 | tail -n +3
  ip netns exec X grep t0 /proc/net/dev
  ip netns exec X cat /sys/class/net/t0/statistics/rx_frame_errors
}
ip -n H link add t0 address 02:00:00:00:0a:01 type vxlan id 7 dstport 4789 remote 192.0.2.2
ip -n X link add t0 address 02:00:00:00:0a:02 type vxlan id 7 dstport 4789 remote 192.0.2.1
ip -n H neigh add 198.51.100.2 lladdr 02:00:00:00:0a:02 dev t0
ip -n X neigh add 198.51.100.1 lladdr 02:00:00:00:0a:01 dev t0
try vxlan
ip -n H link del t0
ip -n X link del t0
ip -n H link add t0 type ipip local 192.0.2.1 remote 192.0.2.2
ip -n X link add t0 type ipip local 192.0.2.2 remote 192.0.2.1
try ipip
ip -n H link del v0
ip netns del H
ip netns del X
