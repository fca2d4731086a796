# Flow labels: by themselves, never, for who asks, always
# oracle: root
ip netns add h1
ip link add e1 address 02:00:00:00:0b:01 type veth peer name eth0
ip link set eth0 address 02:00:00:00:0a:01 netns h1
ip addr add 2001:db8::1/64 dev e1 nodad
ip -n h1 addr add 2001:db8::2/64 dev eth0 nodad
ip link set e1 up
ip -n h1 link set eth0 up
sleep 2.5
for v in 1 0 2 3; do
  sysctl -w net.ipv6.auto_flowlabels=$v
  ip netns exec h1 tcpdump -ni eth0 -w /tmp/o$v 'ip6[40] == 128 or dst port 99' 2> /tmp/said &
  sleep 1
  ping -c1 -W1 2001:db8::2 > /dev/null
  echo x | socat -u - UDP6-SENDTO:[2001:db8::2]:99
  nc -w1 2001:db8::2 99
  sleep 1.5
  pkill tcpdump
  sleep 0.3
  tcpdump -nvtr /tmp/o$v 2> /tmp/said | grep -c flowlabel
done
sysctl -w net.ipv6.auto_flowlabels=4
sysctl -w net.ipv6.auto_flowlabels=off
ip link del e1
ip netns del h1
