# A router with two addresses of the link asks from the older one, which its host learns besides its gateway
# oracle: root
ip netns add router
ip netns add host
ip link add lan netns router address 02:00:00:00:00:01 type veth peer name eth0 netns host
for n in router host; do ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; done
ip netns exec router sysctl -qw net.ipv6.conf.lan.accept_dad=0 net.ipv6.conf.all.forwarding=1
ip netns exec host sysctl -qw net.ipv6.conf.eth0.accept_dad=0
ip -n router link set lo up
ip -n router addr add fd00::1/128 dev lo nodad
ip -n router link set lan up
ip -n host link set eth0 up
sleep 0.5
ip -n router addr add fe80::1/64 dev lan nodad
ip -n router -6 addr show dev lan scope link
ip -n host addr add fd01::2/128 dev eth0 nodad
ip -n host route add default via fe80::1 dev eth0
ip -n router route add fd01::2 dev lan
ip netns exec router ping -c 1 -W 2 -I fd00::1 fd01::2
ip -n host neigh show | awk '{print $1, $5}' | sort
