# Sending to everybody and to nobody's address, to where it is forbidden, and what tracepath makes of a way that ends
# oracle: root
for n in h1 r; do ip netns add $n; ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add e0 netns h1 address 02:00:00:00:01:01 type veth peer name w0 netns r address 02:00:00:00:01:02
ip -n h1 addr add 10.1.0.1/24 dev e0; ip -n r addr add 10.1.0.254/24 dev w0; ip -n h1 link set e0 up; ip -n r link set w0 up
ip -n h1 route add default via 10.1.0.254
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
sleep 2
send() { echo x | ip netns exec h1 socat -u - $1 2>&1 | sed 's/^.*\] E //; s/0x[0-9a-f]*/P/'; }
for a in 0.0.0.0 10.1.0.255 255.255.255.255; do for o in '' ,broadcast ,bind=10.1.0.1 ,so-bindtodevice=e0; do echo "$a $o $(send UDP-DATAGRAM:$a:5000$o) $(send UDP-CONNECT:$a:5000$o)"; done; done
ip netns exec h1 nstat -az UdpOutDatagrams UdpNoPorts | awk '{ print $1, $2 }'
ip -n h1 route del default
send UDP-DATAGRAM:255.255.255.255:5000
send UDP-DATAGRAM:10.2.0.255:5000
ip -n h1 route add default via 10.1.0.254
ip -n h1 route add 224.0.0.0/4 dev e0
ip netns exec r timeout 3 tcpdump -nvi w0 udp > heard 2> /dev/null &
sleep 1
send UDP-DATAGRAM:239.1.1.1:5000,ip-multicast-ttl=0
send UDP-DATAGRAM:224.0.0.5:5000,ip-multicast-ttl=0
wait
grep -c 'ttl 0\|UDP' heard
ip -n h1 route add prohibit 10.9.0.1
ip netns exec h1 ping -c1 -W1 10.9.0.1
ip netns exec h1 ping -b -c1 -W1 10.9.0.1
ip netns exec h1 ping -I e0 -b -c1 -W1 10.9.0.1 | grep received
ip netns exec h1 tracepath -n -m3 10.9.0.1
ip netns exec h1 nstat -az IpOutNoRoutes | awk '{ print $1, $2 }'
ip -n h1 route add unreachable 10.9.0.2
ip netns exec h1 tracepath -n -m3 10.9.0.2
sleep 3
ip netns exec h1 tracepath -n -m3 10.7.0.1 | sed 's/[0-9.]*ms/T/'
sleep 6
ip -n r route add unreachable 10.8.0.0/16
ip netns exec h1 tracepath -n -m3 10.8.0.1 | sed 's/[0-9.]*ms/T/'
ip netns exec h1 sysctl -w net.ipv4.ipfrag_high_thresh=3145727
ip netns exec h1 sysctl -w net.ipv4.ipfrag_low_thresh=1000
ip netns exec h1 sysctl -w net.ipv4.ipfrag_high_thresh=2000
ip netns exec h1 sysctl -w net.ipv4.ipfrag_low_thresh=2001
ip netns exec h1 sysctl -w net.ipv6.ip6frag_low_thresh=2000 net.ipv6.ip6frag_high_thresh=1999
ip -n h1 link del e0
for n in h1 r; do ip netns del $n; done
