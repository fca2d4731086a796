# Answers and errors go by rules that look at the address they come from: two links, one default route each
# oracle: root
for n in far rt mh; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0; ip -n $n link set lo up; done
ip link add f0 netns far type veth peer name r0 netns rt
ip link add m1 netns mh type veth peer name r1 netns rt
ip link add m2 netns mh type veth peer name r2 netns rt
ip netns exec rt sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
for i in 0 1 2; do ip -n rt addr add 10.0.$i.1/24 dev r$i; ip -n rt addr add fd00:$i::1/64 dev r$i; ip -n rt link set r$i up; done
ip -n far addr add 10.0.0.2/24 dev f0
ip -n far addr add fd00:0::2/64 dev f0
ip -n far link set f0 up
ip -n far route add default via 10.0.0.1
ip -n far -6 route add default via fd00:0::1
for i in 1 2; do ip -n mh addr add 10.0.$i.2/24 dev m$i; ip -n mh addr add fd00:$i::2/64 dev m$i; ip -n mh link set m$i up; done
ip -n mh route add default via 10.0.1.1
ip -n mh -6 route add default via fd00:1::1
sleep 1
show() { ip netns exec mh sh -c 'cd /sys/class/net; for i in m1 m2; do cat $i/statistics/tx_packets; done' > /tmp/now; paste /tmp/before /tmp/now | while read a b; do test $b -gt $a && echo moved || echo still; done; cp /tmp/now /tmp/before; }
printf '0\n0\n' > /tmp/before
ip netns exec far ping -c 1 -W 0.5 10.0.2.2
ip netns exec far ping -c 1 -W 0.5 fd00:2::2
show
ip -n mh rule add from 10.0.2.2 lookup 2
ip -n mh -6 rule add from fd00:2::2 lookup 2
ip -n mh rule add from 10.0.2.9 lookup nosuch
ip netns exec far ping -c 2 -i 0.2 -W 0.5 10.0.2.2
ip -n mh route add unreachable default table 2
ip -n mh -6 route add unreachable default table 2
ip netns exec far ping -c 1 -W 0.5 10.0.2.2
ip netns exec far ping -c 1 -W 0.5 fd00:2::2
ip netns exec far ping -c 1 -W 0.5 10.0.1.2
ip netns exec far ping -c 1 -W 0.5 fd00:1::2
ip netns exec far nc -u -z -w 1 10.0.2.2 99
ip -n mh route replace default via 10.0.2.1 table 2
ip -n mh -6 route del unreachable default table 2
ip -n mh -6 route add default via fd00:2::1 table 2
ip -n mh route add default via 10.0.9.1 table 3
ip -n mh link set m1 down
sleep 0.2
ip netns exec far ping -c 1 -W 0.5 10.0.2.2
ip netns exec far ping -c 1 -W 0.5 fd00:2::2
ip netns exec far ping -c 1 -W 0.5 10.0.1.2
ip netns exec far traceroute -n -q 1 -w 1 -m 4 10.0.2.2
ip netns exec far traceroute -6 -n -q 1 -w 1 -m 4 fd00:2::2
ip netns exec far nc -vz -w 1 10.0.2.2 99
ip netns exec far ping -c 1 -W 0.5 10.0.2.77
ip -n mh rule del from 10.0.2.2
ip netns exec far ping -c 1 -W 0.5 10.0.2.2
ip -n mh rule del from 10.0.2.2
ip -all netns del
sleep 0.3
