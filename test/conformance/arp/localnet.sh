# oracle: root
# route_localnet: 127.0.0.0/8 on a wire, with what arp_announce and arp_ignore make of addresses of the host's scope
ip netns add far
ip link add near0 type veth peer name far0 netns far
sysctl -qw net.ipv6.conf.near0.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.far0.disable_ipv6=1
ip link set near0 up
ip -n far link set far0 up
ip link set lo up
ip -n far link set lo up
sysctl -qw net.ipv4.conf.near0.route_localnet=1
ip netns exec far sysctl -qw net.ipv4.conf.far0.route_localnet=1
ip route del 127.0.0.0/8 dev lo table local
ip -n far route del 127.0.0.0/8 dev lo table local
ifconfig near0 127.25.3.4/24
ip netns exec far ifconfig far0 127.25.3.14/24
ip -4 -br addr show near0
ping -c1 -W1 127.25.3.14 | grep received | sed 's/, time.*//'
for ignore in 1 2 3 8; do
  ip neigh flush dev near0
  ip -n far neigh flush dev far0
  ip netns exec far sysctl -qw net.ipv4.conf.far0.arp_ignore=$ignore net.ipv4.conf.far0.arp_announce=2
  ping -c1 -W1 127.25.3.14 | grep received | sed 's/, time.*//'
done
# without it they are martians again
ip neigh flush dev near0
ip netns exec far sysctl -qw net.ipv4.conf.far0.arp_ignore=3 net.ipv4.conf.far0.route_localnet=0
ping -c1 -W1 127.25.3.14 | grep received | sed 's/, time.*//'
