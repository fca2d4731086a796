# Two macvlans behind one port talk by way of the bridge when the port is a hairpin
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0 up
ip link set B up
for n in 1 2; do
  ip netns add n$n
  ip netns exec n$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  ip link add link B name m$n address 02:00:00:00:01:0$n netns n$n type macvlan mode vepa
  ip -n n$n addr add 192.0.2.$n/24 dev m$n
  ip -n n$n link set m$n up
done
ip netns exec n1 ping -c 1 -W 0.3 -q 192.0.2.2 | grep loss
bridge link set dev A hairpin on
ip -n n1 neigh flush all
ip netns exec n1 ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge fdb show br br0 dynamic
brctl showstp br0 | grep hairpin
for n in 1 2; do ip -n n$n link del m$n; ip netns del n$n; done
ip link del br0
