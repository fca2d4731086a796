# The states of a connection that ends while the other side cannot be reached, and of one that only one side ends.
# oracle: root
for n in a r b; do sudo ip netns add $n; sudo ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1; sudo ip -n $n link set lo up; done
sudo ip link add a0 netns a type veth peer name r0 netns r
sudo ip link add b0 netns b type veth peer name r1 netns r
sudo ip -n a addr add 10.1.0.2/24 dev a0
sudo ip -n r addr add 10.1.0.1/24 dev r0
sudo ip -n r addr add 10.2.0.1/24 dev r1
sudo ip -n b addr add 10.2.0.2/24 dev b0
for l in "a a0" "r r0" "r r1" "b b0"; do set -- $l; sudo ip -n $1 link set $2 up; done
sudo ip -n a route add default via 10.1.0.1
sudo ip -n b route add default via 10.2.0.1
sudo ip netns exec r sysctl -w net.ipv4.ip_forward=1
sudo ip netns exec b nc -lk -p 5000 > got.txt &
sleep 0.4
sudo ip netns exec a nc -d -p 40000 10.2.0.2 5000 > got2.txt &
sleep 0.4
sudo ip netns exec b ss -tnH
sudo ip netns exec a ss -tnHo
sudo ip -n r route add blackhole 10.2.0.2
sudo ip netns pids a | xargs sudo kill
sleep 0.3
sudo ip netns exec a ss -tanH state fin-wait-1
sudo ip netns exec b ss -tnH
sudo ip netns exec a netstat -tn
sudo ip -n r route del blackhole 10.2.0.2
sleep 1.2
sudo ip netns exec a ss -tanHo | sed -E 's/,[0-9]+sec/,T/'
sudo ip netns exec b ss -tanH
sudo ip netns exec a nc -d -p 40001 10.2.0.2 5000 > got2.txt &
sleep 0.4
sudo ip -n r route add blackhole 10.1.0.2
sudo ip netns pids b | xargs sudo kill
sleep 0.3
sudo ip netns exec b ss -tanH
sudo ip netns exec a ss -tnH
sudo ip -n r route del blackhole 10.1.0.2
sleep 0.8
sudo ip netns exec b ss -tanHo | sed -E 's/,[0-9]+sec/,T/'
sudo ip netns exec b nc -l -p 5001 < /dev/null > got3.txt &
sleep 0.3
(sleep 2.5) | sudo ip netns exec a nc -p 40002 10.2.0.2 5001 &
sleep 0.3
sudo ip netns pids b | xargs sudo kill
sleep 0.2
sudo ip netns exec b ss -tanHo sport = :5001 | sed -E 's/,[0-9]+sec/,T/'
sudo ip netns exec a ss -tanH dport = :5001
wait
sudo ip netns exec b ss -tanHo sport = :5001 | sed -E 's/,[0-9]+sec/,T/'
sudo ip netns exec a nc -zv 10.2.0.2 5001
for n in a r b; do sudo ip netns del $n; done
