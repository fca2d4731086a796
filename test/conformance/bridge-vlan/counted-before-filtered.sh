# A filtering bridge counts what it takes up before it looks whether its VLAN is one of its own
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:fe type bridge vlan_filtering 1
for n in 1 2; do
  ip netns add n$n
  ip netns exec n$n sysctl -qw net.ipv6.conf.default.disable_ipv6=1
  ip link add p$n address 02:00:00:00:01:0$n type veth peer name e0
  ip link set e0 address 02:00:00:00:00:0$n netns n$n
  ip link set p$n master br0 up
  ip -n n$n addr add 10.0.0.$n/24 dev e0
  ip -n n$n link set e0 up
done
ip addr add 10.0.0.254/24 dev br0
ip link set br0 up
ip neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev br0 nud permanent
ip -n n1 neigh add 10.0.0.254 lladdr 02:00:00:00:00:fe dev e0 nud permanent
sleep 2
count() { for i in rx_packets rx_bytes multicast tx_packets tx_bytes tx_dropped; do cat /sys/class/net/br0/statistics/$i; done; }
grown() { after=($(count)); for i in 0 1 2 3 4 5; do echo $((after[i] - before[i])); done | tr '\n' ' '; echo; }
before=($(count))
ip netns exec n1 ping -c1 -W1 -q 10.0.0.254 | grep loss
ip netns exec n1 ping -c1 -W0.3 -q -I e0 224.0.0.99 | grep loss
grown
bridge vlan del vid 1 dev br0 self
before=($(count))
ip netns exec n1 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
ip netns exec n1 ping -c1 -W0.3 -q -I e0 224.0.0.99 | grep loss
grown
before=($(count))
ping -c1 -W0.5 -q 10.0.0.1 | grep loss
grown
bridge vlan del vid 4095 dev br0 self
bridge vlan add vid 1 dev br0 self untagged
bridge vlan add vid 7 dev p1
bridge vlan add vid 7 dev br0 self
ip -n n1 link add link e0 name e0.7 type vlan id 7
ip -n n1 addr add 10.0.7.1/24 dev e0.7
ip -n n1 link set e0.7 up
ip link add link br0 name br0.7 address 02:00:00:00:00:07 type vlan id 7
ip addr add 10.0.7.254/24 dev br0.7
ip link set br0.7 up
ip neigh add 10.0.7.1 lladdr 02:00:00:00:00:01 dev br0.7 nud permanent
ip -n n1 neigh add 10.0.7.254 lladdr 02:00:00:00:00:07 dev e0.7 nud permanent
sleep 2
before=($(count))
ip netns exec n1 ping -c1 -W1 -q 10.0.7.254 | grep loss
grown
for n in 1 2; do ip link del p$n; ip netns del n$n; done
ip link del br0
