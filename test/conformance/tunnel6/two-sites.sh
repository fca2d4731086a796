# Two sites joined over IPv6 by each kind of tunnel: pings, what is too long, a hop limit that runs out, counters
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
for ns in east west core; do ip netns add $ns; ip netns exec $ns sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; done
ip link add e0 netns east type veth peer name e1 netns core
ip link add w0 netns west type veth peer name w1 netns core
ip netns exec core sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n east addr add 2001:db8:1::2/64 dev e0
ip -n west addr add 2001:db8:2::2/64 dev w0
ip -n core addr add 2001:db8:1::1/64 dev e1
ip -n core addr add 2001:db8:2::1/64 dev w1
ip -n east link set e0 up
ip -n west link set w0 up
ip -n core link set e1 up
ip -n core link set w1 up
ip -n east route add default via 2001:db8:1::1
ip -n west route add default via 2001:db8:2::1
ip -n east link add six type ip6tnl mode any local 2001:db8:1::2 remote 2001:db8:2::2
ip -n west link add six type ip6tnl mode any local 2001:db8:2::2 remote 2001:db8:1::2
ip -n east link add gre type ip6gre local 2001:db8:1::2 remote 2001:db8:2::2 key 7 csum seq encaplimit none
ip -n west link add gre type ip6gre local 2001:db8:2::2 remote 2001:db8:1::2 key 7 csum seq encaplimit none
ip -n east link add tap address 02:00:00:00:01:01 type ip6gretap local 2001:db8:1::2 remote 2001:db8:2::2
ip -n west link add tap address 02:00:00:00:01:02 type ip6gretap local 2001:db8:2::2 remote 2001:db8:1::2
for dev in six gre tap; do ip -n east link set $dev up; ip -n west link set $dev up; done
ip -n east addr add 10.1.0.1/30 dev six
ip -n west addr add 10.1.0.2/30 dev six
ip -n east addr add fd00:1::1/64 dev six
ip -n west addr add fd00:1::2/64 dev six
ip -n east addr add 10.2.0.1/30 dev gre
ip -n west addr add 10.2.0.2/30 dev gre
ip -n east addr add fd00:2::1/64 dev gre
ip -n west addr add fd00:2::2/64 dev gre
ip -n east addr add 10.3.0.1/30 dev tap
ip -n west addr add 10.3.0.2/30 dev tap
ip -n east addr add fd00:3::1/64 dev tap
ip -n west addr add fd00:3::2/64 dev tap
ip -n east link show six
ip -n east link show gre
sleep 1
ip netns exec east ping -c 1 -W 1 -q 10.1.0.2
ip netns exec east ping -c 1 -W 1 -q fd00:1::2
ip netns exec east ping -c 1 -W 1 -q 10.2.0.2
ip netns exec east ping -c 1 -W 1 -q fd00:2::2
ip netns exec east ping -c 1 -W 1 -q 10.3.0.2
ip netns exec east ping -c 1 -W 1 -q fd00:3::2
ip netns exec east ping -c 1 -W 1 -q -s 1500 10.1.0.2
ip netns exec east ping -c 1 -W 1 -M do -s 1425 10.1.0.2
ip netns exec east ping -c 1 -W 1 -M do -s 1424 -q 10.1.0.2
ip netns exec east ping -c 1 -W 1 -M do -s 1425 -q fd00:1::2
ip -n core link set w1 mtu 1400
ip -n west link set w0 mtu 1400
ip netns exec east ping -c 1 -W 1 -M do -s 1400 10.1.0.2
ip netns exec east ping -c 1 -W 1 -M do -s 1400 10.1.0.2
ip netns exec east ping -c 1 -W 1 -M do -s 1404 fd00:1::2
ip netns exec east ping -c 1 -W 1 -M do -s 1380 fd00:1::2
ip -n east route get 10.1.0.2 | sed 's/expires .*mtu/mtu/'
ip -n east route get fd00:1::2 | sed 's/expires .*sec mtu/mtu/'
ip netns exec east ping -c 1 -W 1 -M do -s 1390 -W 1 10.2.0.2
ip netns exec east ping -c 1 -W 1 -M do -s 1390 -W 1 10.2.0.2
ip -n east link set six type ip6tnl hoplimit 1
ip netns exec east ping -c 1 -W 1 10.1.0.2
ip netns exec east ping -c 1 -W 1 fd00:1::2
ip -n east link set six type ip6tnl hoplimit 64
ip -n west link set six down
ip netns exec east ping -c 1 -W 1 10.1.0.2
ip netns exec east ping -c 1 -W 1 fd00:1::2
ip -n west link set gre down
ip netns exec east ping -c 1 -W 1 10.2.0.2
ip -n west link set gre type ip6gre key 8
ip -n west link set gre up
ip netns exec east ping -c 1 -W 1 -q 10.2.0.2
for at in east west; do ip netns del $at; done
ip netns del core
