# Data that cannot leave this host, for an address, a link or a route is gone: they wait as if they had never been sent, and are tried again
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add n2
ip netns exec n2 sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip link set e1 up
ip -n n2 link set e2 up
ip addr add 10.0.0.1/24 dev e1
ip -n n2 addr add 10.0.0.2/24 dev e2
sleep 1.5
state() { ss -tino dst 10.0.0.2 | grep -oE "^[A-Z-]+ +[0-9]+ +[0-9]+|(persist|on),|bytes_acked:[0-9]*|notsent:[0-9]*|unacked:[0-9]*"; }
try() {
  echo "$*"
  ip netns exec n2 nc -l 80 > /tmp/heard & server=$!
  sleep 0.5
  (echo first; sleep 1; echo second; sleep 4) | nc -N -w 5 10.0.0.2 80 & client=$!
  sleep 0.5
  "$1"
  sleep 1.1
  state
  "$2"
  sleep 2
  state
  cat /tmp/heard
  wait $client $server
}
gone() { ip addr del 10.0.0.1/24 dev e1; }
back() { ip addr add 10.0.0.1/24 dev e1; }
try gone back
down() { ip link set e1 down; }
up() { ip link set e1 up; }
try down up
close() { ip route add prohibit 10.0.0.2; }
open() { ip route del prohibit 10.0.0.2; }
try close open
ip link del e1
