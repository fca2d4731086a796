# ping from addresses of a VRF: by a device of it, by the VRF itself, and from where they are not
# oracle: vm
ip netns add far
ip link add A type veth peer name B netns far
ip link add red type vrf table 100
ip link set red up
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link set A master red
ip addr add 10.0.0.1/24 dev A
ip addr add 10.3.0.1/32 dev red
ip link set A address 02:00:00:00:00:01 up
ip -n far link set B address 02:00:00:00:00:02 up
ip -n far addr add 10.0.0.2/24 dev B
ip -n far route add 10.3.0.1/32 via 10.0.0.1
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n far neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
ping -c 1 -W 1 -q -I A -I 10.0.0.1 10.0.0.2 | grep -c " 0% packet loss"
ping -c 1 -W 1 -q -I A -I 10.3.0.1 10.0.0.2 | grep -c " 0% packet loss"
ping -c 1 -W 1 -q -I red -I 10.0.0.1 10.0.0.2 | grep -c " 0% packet loss"
ping -c 1 -W 1 -q -I A -I 10.9.0.1 10.0.0.2
ping -c 1 -W 1 -q -I 10.0.0.1 10.0.0.2
ip vrf exec red ping -c 1 -W 1 -q -I 10.0.0.1 10.0.0.2 | grep -c " 0% packet loss"
ip vrf exec red ping -c 1 -W 1 -q -I 10.3.0.1 10.0.0.2 | grep -c " 0% packet loss"
ip vrf exec red ping -c 1 -W 1 -q -I 10.9.0.1 10.0.0.2
