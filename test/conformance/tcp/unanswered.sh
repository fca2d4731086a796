# SYNs that nobody answers: when they go again, and what ss and netstat show meanwhile.
# oracle: root
for n in a b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip -n $n link set lo up; done
ip link add va netns a type veth peer name vb netns b
ip -n a addr add 10.0.0.1/24 dev va
ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do ip -n $n link set v$n up; done
ip -n b route add blackhole 10.0.0.1
ip netns exec a tcpdump -tttnl -i va tcp > dump.txt 2> dump.err &
sleep 0.7
ip netns exec a timeout 4.5 nc -p 40000 10.0.0.2 80 &
sleep 0.5
ip netns exec a ss -tnoH | sed -E 's/[0-9.]+(ms|sec)/T/'
sleep 1
ip netns exec a ss -tnoH | sed -E 's/[0-9.]+(ms|sec)/T/'
wait $!
ip netns exec a ss -tnoH
ip netns pids a | xargs kill
sed -E 's/^ 00:00:0(.)\.[0-9]+/\1/; s/, options.*//; s/ seq [0-9]{4,}/ seq ISN/' dump.txt
for n in a b; do ip netns del $n; done
