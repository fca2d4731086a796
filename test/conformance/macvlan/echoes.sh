# What a macvlan interface makes of its own frames that somebody outside sends back, by its mode
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
for n in X A B C; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.icmp_echo_ignore_broadcasts=0; done
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02
ip link set e0 netns X
ip link set v0 up
ip -n X addr add 192.0.2.9/24 dev e0
ip -n X link set e0 up
ip -n X addr flush dev e0
ip -n X link add br0 address 02:00:00:00:02:01 type bridge mcast_snooping 0
ip -n X link set e0 master br0
ip netns exec X bridge link set dev e0 hairpin on
ip -n X link set br0 up
try() {
  ip link add mA link v0 address 02:00:00:00:01:0a netns A type macvlan mode $1
  ip link add mB link v0 address 02:00:00:00:01:0b netns B type macvlan mode bridge
  ip link add mC link v0 address 02:00:00:00:01:0c netns C type macvlan mode vepa
  for n in A B C; do ip -n $n link set m$n up; done
  ip -n A addr add 192.0.2.1/24 dev mA
  sleep 1.5
  ip netns exec A arping -c 1 -w 1 -I mA 192.0.2.77 | head -1
  for n in A B C; do ip -n $n -s link show m$n | tail -4; done
  for n in A B C; do ip -n $n link del m$n; done
}
try private
try vepa
try bridge
try source
ip link add mA link v0 netns A type macvlan mode passthru
ip -n A link set mA up
ip -n A addr add 192.0.2.1/24 dev mA
sleep 1.5
ip netns exec A arping -c 1 -w 1 -I mA 192.0.2.77 | head -1
ip -n A -s link show mA | tail -4
ip link del v0
for n in X A B C; do ip netns del $n; done
sleep 1
