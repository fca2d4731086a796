# What a VXLAN interface sends to its group does not come back to it
# oracle: root
ip netns add far
ip netns add guest
ip link add A type veth peer name B netns far
ip link add P type veth peer name Q netns guest
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec guest sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n far addr add 10.0.0.2/24 dev B
ip link set A address 02:00:00:00:00:01 up
ip -n far link set B address 02:00:00:00:00:02 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n far neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
ip link add br0 type bridge forward_delay 0 mcast_snooping 0
ip link set br0 address 02:00:00:00:00:30 up
ip link add vx type vxlan id 5 group 239.1.1.1 dev A dstport 4789
ip link set vx address 02:00:00:00:00:10 master br0
ip link set vx up
ip link set P master br0
ip link set P up
ip -n far link add vx type vxlan id 5 group 239.1.1.1 dev B dstport 4789
ip -n far link set vx address 02:00:00:00:00:20 up
ip -n far addr add 192.168.1.2/24 dev vx
ip -n guest link set Q address 02:00:00:00:00:40 up
ip -n guest addr add 192.168.1.1/24 dev Q
sleep 2.5
ip -n far neigh add 192.168.1.1 lladdr 02:00:00:00:00:40 dev vx nud permanent
ip netns exec guest ping -c 2 -i 0.3 -W 2 -q 192.168.1.2 | grep -c " 0% packet loss"
bridge fdb show br br0 | grep 00:40
bridge fdb show dev vx | grep -c 00:40
bridge -n far fdb show dev vx
ip -n guest neigh del 192.168.1.2 dev Q
ip -n guest link set Q down
ip link del br0
ip -n far link del vx
