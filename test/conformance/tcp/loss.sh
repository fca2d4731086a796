# A router that loses everything for a while: retransmissions, their timers, and what is said twice.
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
sudo ip netns exec b nc -l -p 5000 > got.txt &
sudo ip netns exec a tcpdump -tttnl -i a0 tcp > dump.txt 2> dump.err &
sleep 0.6
(echo one; sleep 0.6; echo two; sleep 1.2) | sudo ip netns exec a nc -N -p 40000 10.2.0.2 5000 &
sleep 0.3
sudo ip -n r route add blackhole 10.2.0.2
sleep 0.85
sudo ip netns exec a ss -tnoH | sed -E 's/[0-9.]+(ms|sec),[0-9]/T/'
sudo ip -n r route del blackhole 10.2.0.2
wait $!
cat got.txt
sudo ip netns pids a | xargs sudo kill
grep 'seq 5:9' dump.txt | sed -E 's/^ 00:00:0(.\..)[0-9]+/\1/; s/, options.*(length)/ \1/' | sed -n 2,4p
sudo ip netns exec b nc -l -p 5001 > got.txt &
sudo ip netns exec a tcpdump -tnl -i a0 tcp > again.txt 2> again.err &
sleep 0.6
(echo one; sleep 1; echo two; sleep 2) | sudo ip netns exec a nc -N -p 40001 10.2.0.2 5001 &
sleep 0.3
sudo ip -n r route add blackhole 10.1.0.2
sleep 1.5
sudo ip -n r route del blackhole 10.1.0.2
wait $!
cat got.txt
sudo ip netns pids a | xargs sudo kill
grep -o 'sack 1 {.*}' again.txt
for n in a r b; do sudo ip netns del $n; done
