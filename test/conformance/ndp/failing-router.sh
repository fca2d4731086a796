# Who tells that a neighbor behind a router does not answer, and what those answer that are asked alone.
# oracle: root
ip netns add red
ip netns add blue
ip netns add rt
ip link add r0 address 02:00:00:00:01:01 netns rt type veth peer name eth0 address 02:00:00:00:01:02 netns red
ip link add r1 address 02:00:00:00:02:01 netns rt type veth peer name eth0 address 02:00:00:00:02:02 netns blue
for n in red blue rt; do ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; ip -n $n link set lo up; done
for d in r0 r1; do ip netns exec rt sysctl -qw net.ipv6.conf.$d.accept_dad=0; done
for n in red blue; do ip netns exec $n sysctl -qw net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.router_solicitations=0; done
ip netns exec rt sysctl -qw net.ipv6.conf.all.forwarding=1
for d in r0 r1; do ip -n rt link set $d up; done
for n in red blue; do ip -n $n link set eth0 up; done
ip -n rt addr add fd01::1/64 dev r0 nodad
ip -n rt addr add fd02::1/64 dev r1 nodad
ip -n red addr add fd01::2/64 dev eth0 nodad
ip -n blue addr add fd02::2/64 dev eth0 nodad
ip -n red route add default via fd01::1
ip -n blue route add default via fd02::1
sleep 3
ip netns exec red tcpdump -l --immediate-mode -nvv -i eth0 icmp6 >told 2>/dev/null &
sleep 2.5
echo "--- nobody there"
ip netns exec red ping -c 1 -W 5 fd02::77
ip netns exec rt ping -c 1 -W 5 fd02::77
ip netns exec red ping -c 1 -W 5 fd01::77
echo "--- no route, no way, too far"
ip netns exec red ping -c 1 -W 5 fd03::2
ip -n rt route add prohibit fd04::/64
ip netns exec red ping -c 1 -W 5 fd04::2
ip netns exec red ping -c 1 -t 1 -W 5 fd02::2
echo "--- asked alone"
ip netns exec red ping -c 1 -W 5 fd02::2 | grep -c ttl=63
sleep 8
pkill tcpdump
wait
sed -E 's/^[0-9:.]{15}/TIME/; s/flowlabel 0x[0-9a-f]+/flowlabel N/; s/id [0-9]+/id N/' told | grep -o 'unreachable .*\|time exceeded .*\|advertisement.*' | sort | uniq -c
rm told
ip -n red neigh flush all
ip -n blue neigh flush all
ip -n rt neigh flush all
sleep 1
