# What ss -i and -m tell of connections, as far as it is not of time
# oracle: root
for n in a b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.tcp_congestion_control=reno; ip -n $n link set lo up; done
ip link add va netns a type veth peer name vb netns b
ip -n a address add 10.0.0.1/24 dev va
ip -n b address add 10.0.0.2/24 dev vb
ip -n a link set va up
ip -n b link set vb up mtu 1400
ip netns exec b timeout 20 nc -l -p 80 > got.txt &
sleep 0.4
mkfifo words
ip netns exec a nc -N -p 40000 10.0.0.2 80 < words &
exec 3> words
sleep 0.4
untimed() { tr ' \t' '\n\n' | grep -vE '^(rtt|rto|minrtt|last|send|[0-9]*bps|pacing|delivery|busy)' | xargs; }
ip netns exec a ss -tinH | untimed
ip netns exec b ss -tinmH | untimed
echo hello >&3
sleep 0.4
ip netns exec a ss -tinomH | untimed
ip netns exec b ss -tinH | untimed
ip netns exec a ss -tinOH | wc -l
ip netns exec a ss -tinH | grep -oE '(rtt|rto|minrtt|lastsnd|send|pacing_rate|delivery_rate)[: ]' | xargs
exec 3>&-
wait
rm words
ip netns exec a ss -tanimH | untimed
ip -n a neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev va
ip netns exec a timeout 20 nc -p 40001 10.0.0.9 80 &
sleep 0.3
ip netns exec a ss -tinmH state syn-sent | untimed
kill $!
for n in a b; do ip netns del $n; done
