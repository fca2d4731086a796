# A host of two interfaces on one network: rules by source without a source, the interface that a reply takes, an interface said beside a source
# oracle: root
for n in host r1 r2; do ip netns add $n; ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; done
ip link add br0 type bridge
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
ip link set br0 up
i=0; for x in "host e0" "host e1" "r1 e0" "r2 e0"; do set -- $x; i=$((i+1)); ip link add p$i type veth peer name $2 netns $1 address 02:00:00:00:00:0$i; sysctl -qw net.ipv6.conf.p$i.disable_ipv6=1; ip link set p$i master br0 up; ip netns exec $1 sysctl -qw net.ipv6.conf.$2.accept_dad=0 net.ipv6.conf.$2.router_solicitations=0; ip -n $1 link set $2 up; done
ip -n host addr add 2001:db8::10/64 dev e0 nodad
ip -n host addr add 2001:db8::11/64 dev e1 nodad
ip -n r1 addr add 2001:db8::1/64 dev e0 nodad
ip -n r2 addr add 2001:db8::2/64 dev e0 nodad
ip -n r1 addr add 2001:db8:1::1/128 dev lo
for r in r1 r2; do ip netns exec $r sysctl -qw net.ipv6.conf.all.forwarding=1; done
sleep 3
echo "--- by source"
ip netns exec host ping -c 1 -W 1 2001:db8:1::1
ip -n host -6 rule add from 2001:db8::10 table 100
ip -n host -6 route add default via 2001:db8::1 dev e0 table 100
ip -n host -6 route get 2001:db8:1::1
ip -n host -6 route get 2001:db8:1::1 from 2001:db8::10
ip netns exec host ping -c 1 -W 1 2001:db8:1::1 | head -2 | sed 's/time=.*//'
ip netns exec host ping -c 1 -W 1 -I 2001:db8::11 2001:db8:1::1
ip -n host -6 rule del from 2001:db8::10 table 100
echo "--- by where it came in"
ip netns exec host tcpdump -l --immediate-mode -ni e0 'ip6[40] == 129' > left 2>/dev/null &
ip netns exec host tcpdump -l --immediate-mode -ni e1 'ip6[40] == 129' > right 2>/dev/null &
sleep 2
ip netns exec r1 ping -c 1 -W 1 2001:db8::10 | grep -c ttl=64
ip netns exec r1 ping -c 1 -W 1 2001:db8::11 | grep -c ttl=64
ip netns exec r1 ping -c 1 -W 1 fe80::ff:fe00:2%e0 | grep -c ttl=64
ip netns exec r1 ping -c 1 -W 1 -I 2001:db8:1::1 2001:db8::11 | grep -c ttl=64
sleep 1
pkill tcpdump
wait
sed 's/^[^ ]* //; s/id [0-9]*,/id N,/' left
sed 's/^[^ ]* //; s/id [0-9]*,/id N,/' right
rm left right
echo "--- said"
ip -n host -6 route get 2001:db8::1 oif e1
ip -n host -6 route get 2001:db8::1 from 2001:db8::11 oif e1
ip -n host -6 route get 2001:db8::1 from 2001:db8::11
ip -n host -6 route add 2001:db8:7::/64 dev e0
ip -n host -6 route get 2001:db8:7::1 from 2001:db8::11 oif e1
ip -n host -6 route get 2001:db8:7::1 oif e1
ip -n host -6 route get fe80::1 from fe80::ff:fe00:1 oif e1
ip -n host -6 route get 2001:db8:7::1 from 2001:db8::99 oif e9
for n in host r1 r2; do ip -n $n neigh flush all; done
for i in 1 2 3 4; do ip link del p$i; done
ip link del br0
