# Marks of congestion: asked for and granted, what data carry, what a router's mark is answered with
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
ip netns exec n2 tcpdump -l -n -v -i e2 tcp > /tmp/marks 2> /dev/null & dump=$!
sleep 1
talk() {
  sleep 0.3
  echo "== $*" >> /tmp/marks
  "$@"
  ip netns exec n2 nc -l 80 > /dev/null & listener=$!
  sleep 0.5
  (echo hello; sleep 0.5; echo again; sleep 0.7) | nc -N -w 2 10.0.0.2 80 & sender=$!
  sleep 0.8
  ss -tino | grep -o " ecn\| ecnseen"
  wait $sender
  sleep 0.3
  kill $listener 2> /dev/null
}
talk true
talk sysctl -w net.ipv4.tcp_ecn=1
talk ip netns exec n2 sysctl -w net.ipv4.tcp_ecn=0
sysctl -qw net.ipv4.tcp_ecn=2
ip netns exec n2 sysctl -qw net.ipv4.tcp_ecn=2
talk ip route change 10.0.0.0/24 dev e1 features ecn
sleep 0.5
kill $dump
wait $dump
sed -E 's/^[0-9:.]* //; s/id [0-9]+,/id N,/; s/\.[0-9]{5}([ :])/.P\1/g; s/seq [0-9:]+/seq N/; s/cksum 0x[0-9a-f]+ \([^)]*\)/cksum/; s/TS val [0-9]+ ecr [0-9]+/TS/; s/ack [0-9]+/ack N/' /tmp/marks
ip link del e1
