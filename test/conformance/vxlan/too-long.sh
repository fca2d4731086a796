# VXLAN: what is too long for the way below, by IPv6 and by IPv4, where the outer packet may be cut and where not
# oracle: root
for n in H X; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; done
ip link add v0 address 02:00:00:00:00:01 netns H type veth peer name e0 address 02:00:00:00:00:02 netns X
ip -n H addr add 2001:db8::1/64 dev v0
ip -n X addr add 2001:db8::2/64 dev e0
ip -n H addr add 192.0.2.1/24 dev v0
ip -n X addr add 192.0.2.2/24 dev e0
ip -n H link set lo up
ip -n H link set v0 up
ip -n X link set e0 up
for n in H X; do ip netns exec $n sysctl -qw net.ipv6.conf.default.disable_ipv6=1; done
make() {
  ip -n H link add vx0 address 02:00:00:00:0a:01 type vxlan id 7 dstport 4789 remote $2 $3 $4
  ip -n X link add vx0 address 02:00:00:00:0a:02 type vxlan id 7 dstport 4789 remote $1
  ip -n H addr add 198.51.100.1/24 dev vx0
  ip -n X addr add 198.51.100.2/24 dev vx0
  ip -n H link set vx0 up
  ip -n X link set vx0 up
  ip -n H neigh add 198.51.100.2 lladdr 02:00:00:00:0a:02 dev vx0
  ip -n X neigh add 198.51.100.1 lladdr 02:00:00:00:0a:01 dev vx0
  ip -n H neigh replace $2 lladdr 02:00:00:00:00:02 dev v0
  ip -n X neigh replace $1 lladdr 02:00:00:00:00:01 dev e0
  sleep 1.5
  for how in dont want do dont; do ip netns exec H ping -c 1 -W 1 -q -s 1460 -M $how 198.51.100.2 2>&1 | grep 'loss\|error' | sed 's/, time.*//'; done
  ip -n H -s -s link show vx0 | tail -3
  ip -n H route get 198.51.100.2 | tail -1 | sed 's/expires [0-9]*sec//'
  ip netns exec H nstat -az Ip6FragFails Ip6FragOKs IpFragFails IpFragOKs IpFragCreates Icmp6OutPktTooBigs Icmp6InPktTooBigs IcmpOutDestUnreachs IcmpInDestUnreachs | sed 's/ *0.0$//'
  ip -n H link del vx0
  ip -n X link del vx0
}
make 2001:db8::1 2001:db8::2
make 192.0.2.1 192.0.2.2
make 192.0.2.1 192.0.2.2 df set
ip -n H route add 192.0.2.2/32 dev v0 mtu lock 1300
make 192.0.2.1 192.0.2.2 df set
ip -n H link del v0
ip netns del H
ip netns del X
