# Interfaces that do not speak ARP
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip link set A arp off
ping -c 1 -W 0.3 10.0.0.2 | grep loss
ip neigh show nud noarp
ip link show A | grep -o 'BROADCAST.*UP'
ip link set A arp on
ping -c 1 -W 0.3 10.0.0.2 | grep loss
ip -n a link set B arp off
ip neigh flush dev A
ping -c 1 -W 0.3 10.0.0.2 | grep loss
ip neigh
ip link del A
ip netns del a
