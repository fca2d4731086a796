# After a failover the network is told anew where the bond is
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D netns far
ip -n far link add br0 address 02:00:00:00:00:99 type bridge mcast_snooping 0
ip -n far link set B master br0
ip -n far link set D master br0
ip -n far link set B up
ip -n far link set D up
ip -n far addr add 192.0.2.2/24 dev br0
ip -n far link set br0 up
ip link add bond0 type bond mode active-backup miimon 50 num_grat_arp 3 peer_notify_delay 200
ip link set A master bond0
ip link set C master bond0
ip link set bond0 up
ip addr add 192.0.2.1/24 dev bond0
ip addr add 198.51.100.1/24 dev bond0
sleep 1.5
ip netns exec far timeout 2.2 tcpdump -l -n -t -e -i D arp > /root/cap 2> /dev/null &
sleep 0.8
ip -n far link set B down
sleep 1.8
cat /root/cap
ip netns exec far bridge fdb show br br0 | grep 02:00:00:00:00:0a
ip link set bond0 type bond num_grat_arp 0 peer_notify_delay 0
ip -n far link set B up
sleep 0.3
ip netns exec far timeout 1.5 tcpdump -l -n -t -e -i B arp > /root/cap 2> /dev/null &
sleep 0.7
ip -n far link set D down
sleep 1
cat /root/cap
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip netns del far
sleep 0.2
