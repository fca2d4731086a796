# Groups of the interface alone do not leave it; what is to go no hop is heard by its sender; the loopback device is in none
# oracle: root
ip netns add n1
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02 netns n1
sysctl -qw net.ipv6.conf.v0.accept_dad=0 net.ipv6.conf.v0.router_solicitations=0
ip netns exec n1 sysctl -qw net.ipv6.conf.v1.accept_dad=0 net.ipv6.conf.v1.router_solicitations=0
ip link set lo up
ip link set v0 up
ip -n n1 link set v1 up
sleep 3
ip netns exec n1 tcpdump -l --immediate-mode -ni v1 'ip6[40] == 128' > cap 2>/dev/null &
sleep 2
ping -c 1 -W 1 ff01::1%v0 | sed 's/%[0-9]*)/%N)/; s/time=.*//' | head -2
ping -c 1 -W 1 ff02::1%v0 | grep -c ttl=64
ping -c 1 -W 1 ff02::7%v0 | grep -c ttl=64
ping -c 1 -W 1 ff05::1%v0 | grep -c ttl=64
ping -c 1 -W 1 -t 0 ff02::1%v0 | grep -c 'ttl='
ping -c 1 -W 1 -L ff02::1%v0 | grep -c ttl=64
ping -c 1 -W 1 ff01::1%lo
ping -c 1 -W 1 ff05::1%v9
ping -c 1 -W 1 ff01::1%v9
sleep 1
pkill tcpdump
wait
sed 's/^[^ ]* //; s/id [0-9]*,/id N,/' cap
rm cap
ip addr add ff11::7/128 dev v0 autojoin
ip addr add ff11::7/128 dev v0
ip -6 maddr show dev v0 | grep -c ff11
ip -n n1 neigh flush all
ip link del v0
