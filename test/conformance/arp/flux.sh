# Two interfaces in one network: both answer, unless arp_filter or arp_ignore say otherwise
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns a
ip -n a link add br0 address 02:00:00:00:00:0d type bridge
ip -n a link set B master br0
ip -n a link set D master br0
ip -n a link set br0 up
ip -n a link set B up
ip -n a link set D up
ip link set A up
ip link set C up
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.0.3/24 dev C
ip -n a addr add 10.0.0.2/24 dev br0
ip netns exec a arping -c 1 -w 1 -I br0 10.0.0.3 | grep -o 'reply from.*]' | sort
# Both answers are counted, and are enough.
ip netns exec a arping -c 2 -w 1 -I br0 10.0.0.3 | tail -2
ip netns exec a arping -c 1 -I br0 10.0.0.3 | tail -2
sysctl -qw net.ipv4.conf.all.arp_filter=1
ip netns exec a arping -c 1 -w 1 -I br0 10.0.0.3 | grep -o 'reply from.*]' | sort
sysctl -qw net.ipv4.conf.all.arp_filter=0 net.ipv4.conf.all.arp_ignore=1
ip netns exec a arping -c 1 -w 1 -I br0 10.0.0.3 | grep -o 'reply from.*]' | sort
ip link del A
ip link del C
ip netns del a
