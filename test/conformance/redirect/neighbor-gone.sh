# What a router said of the way to a host on the link is forgotten when that does not answer; whom one is sent to is a router
# oracle: root
for n in host r1 r2; do ip netns add $n; ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; done
ip link add br0 type bridge
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
ip link set br0 up
i=0; for x in "host e0" "r1 e0" "r2 e0"; do set -- $x; i=$((i+1)); ip link add p$i type veth peer name $2 netns $1 address 02:00:00:00:00:0$i; sysctl -qw net.ipv6.conf.p$i.disable_ipv6=1; ip link set p$i master br0 up; ip netns exec $1 sysctl -qw net.ipv6.conf.$2.accept_dad=0 net.ipv6.conf.$2.router_solicitations=0; ip -n $1 link set $2 up; done
ip -n host addr add 2001:db8::10/64 dev e0 nodad
ip -n r1 addr add 2001:db8::1/64 dev e0 nodad
ip -n r2 addr add 2001:db8::2/64 dev e0 nodad
for r in r1 r2; do ip netns exec $r sysctl -qw net.ipv6.conf.all.forwarding=1; done
ip -n r2 addr add 2001:db8:2::1/128 dev lo
sleep 3
ip -n r1 -6 route add 2001:db8:2::/64 via fe80::ff:fe00:3 dev e0
ip -n r1 -6 route add 2001:db8:3::/64 dev e0
ip -n host -6 route add 2001:db8:2::/64 via fe80::ff:fe00:2 dev e0
ip -n host -6 route add 2001:db8:3::/64 via fe80::ff:fe00:2 dev e0
ip netns exec host ping -c 1 -W 1 2001:db8:2::1 | grep -c ttl=63
sleep 0.5
ip netns exec host ping -c 1 -W 1 2001:db8:2::1 | grep -c ttl=64
ip -n host -6 route get 2001:db8:2::1
ip -n host neigh show to fe80::ff:fe00:3 | grep -c router
ip netns exec host ping -c 1 -W 1 2001:db8:3::1
sleep 0.5
ip -n host -6 route get 2001:db8:3::1
ip netns exec host ping -c 1 -W 1 2001:db8:3::1
sleep 4
ip -n host -6 route get 2001:db8:3::1
ip -n host -6 route show cache
ip -n host -6 route flush cache
ip -n host -6 route get 2001:db8:2::1
ip netns exec host ping -c 1 -W 1 -I 2001:db8:2::1 2001:db8::1
for n in host r1 r2; do ip -n $n neigh flush all; done
for i in 1 2 3; do ip link del p$i; done
ip link del br0
