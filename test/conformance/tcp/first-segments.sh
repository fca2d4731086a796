# What namespace and route say of a connection's first segments: options, windows, their scale, congestion told by marks, times to live, and whether they may be cut
# oracle: root
ip netns add n2
for conf in all default; do sysctl -qw net.ipv6.conf.$conf.accept_dad=0; ip netns exec n2 sysctl -qw net.ipv6.conf.$conf.accept_dad=0; done
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip link set e1 up
ip -n n2 link set e2 up
ip addr add 10.0.0.1/24 dev e1
ip addr add fd00::1/64 dev e1
ip -n n2 addr add 10.0.0.2/24 dev e2
ip -n n2 addr add fd00::2/64 dev e2
sleep 3
ip netns exec n2 tcpdump -l -n -v -i e2 "tcp[13] & 2 = 2 or ip6[53] & 2 = 2" > /tmp/first 2> /dev/null & dump=$!
sleep 1
open() { sleep 0.2; echo "== $*" >> /tmp/first; "$@"; echo | nc -w 1 10.0.0.2 81; echo | nc -w 1 fd00::2 81; }
open true
open sysctl -w net.ipv4.tcp_timestamps=0
open sysctl -w net.ipv4.tcp_sack=0
open sysctl -w net.ipv4.tcp_window_scaling=0
open sysctl -w net.ipv4.ip_default_ttl=7
open sysctl -w net.ipv6.conf.e1.hop_limit=9
open sysctl -w net.ipv4.tcp_ecn=1
sysctl -qw net.ipv4.tcp_timestamps=1 net.ipv4.tcp_sack=1 net.ipv4.tcp_window_scaling=1
open sysctl -w "net.ipv4.tcp_rmem=4096 8192 16384"
open ip route change 10.0.0.0/24 dev e1 advmss 1000
open ip route change 10.0.0.0/24 dev e1 mtu 1200
open ip route change 10.0.0.0/24 dev e1 mtu lock 1100
open ip route change 10.0.0.0/24 dev e1 hoplimit 33
open ip route change 10.0.0.0/24 dev e1 window 2000
open ip route change 10.0.0.0/24 dev e1 initrwnd 1
sysctl -qw net.ipv4.tcp_ecn=2
open ip route change 10.0.0.0/24 dev e1 features ecn
open sysctl -w net.ipv4.ip_no_pmtu_disc=1
sleep 0.5
kill $dump
wait $dump
sed -E 's/^[0-9:.]* //; s/id [0-9]+,/id N,/; s/\.[0-9]{5}([ :])/.P\1/g; s/seq [0-9]+/seq N/; s/cksum 0x[0-9a-f]+ \([^)]*\)/cksum/; s/TS val [0-9]+ ecr [0-9]+/TS/; s/flowlabel 0x[0-9a-f]*/flowlabel/' /tmp/first
ip link del e1
