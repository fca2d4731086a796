# What is longer than a port takes is lost on the way out of the bridge: nobody counts it, and nobody is told
# oracle: vm
ip netns add a
ip netns add b
for n in a b; do ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge mcast_snooping 0
ip link set br0 up
for n in a b; do
  ip link add p$n type veth peer name eth0 netns $n
  ip link set p$n master br0
  ip link set p$n up
  ip -n $n link set eth0 up
done
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip link set pb mtu 1400
ip link show br0 | grep -o "mtu [0-9]*"
sleep 1.2
ip netns exec a ping -c 1 -W 1 10.0.0.2
ip netns exec a ping -c 1 -W 0.3 -s 1472 10.0.0.2
# Room for a tag is left (Linux 6.1; later ones leave none).
ip netns exec a ping -c 1 -W 1 -s 1376 10.0.0.2
ip netns exec a ping -c 1 -W 0.3 -s 1377 10.0.0.2
ip -s link show pb | awk '/TX/ {getline; print $2, $3, $4}'
ip -n b -s link show eth0 | awk '/RX/ {getline; print $2, $3, $4}'
ip -n a neigh flush all
ip -n b neigh flush all
