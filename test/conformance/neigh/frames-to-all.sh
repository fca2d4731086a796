# What is for this host alone is taken from frames to all, unless it shall not be, and is answered, but for TCP and errors
# oracle: root
ip netns add east
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02 netns east
ip link set v0 addrgenmode none
ip -n east link set v1 addrgenmode none
ip addr add 10.0.0.1/24 dev v0
ip -6 addr add fd00::1/64 dev v0 nodad
ip link set v0 up
ip -n east addr add 10.0.0.2/24 dev v1
ip -n east -6 addr add fd00::2/64 dev v1 nodad
ip -n east link set v1 up
ip -n east link set lo up
sleep 1.5
ip -n east neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev v1
ip -n east neigh add fd00::1 lladdr 02:00:00:00:00:01 dev v1
ip neigh add 10.0.0.2 lladdr ff:ff:ff:ff:ff:ff dev v0
ip neigh add fd00::2 lladdr 33:33:00:00:00:01 dev v0
ping -c 1 -W 1 10.0.0.2
ping -c 1 -W 1 fd00::2
ip neigh replace 10.0.0.2 lladdr 01:00:5e:00:00:01 dev v0
ping -c 1 -W 1 10.0.0.2
nc -u -w 1 10.0.0.2 7777 < /dev/null
ip netns exec east timeout 2 nc -u -l -p 7777 > heard &
sleep 0.5
echo datagram | nc -u -w 1 10.0.0.2 7777
wait
cat heard
nc -u -w 1 10.0.0.2 7777 < /dev/null
ip netns exec east nc -l -p 7778 > heard &
sleep 0.5
nc -v -w 1 -N 10.0.0.2 7778 < /dev/null
nc -v -w 1 -N fd00::2 7778 < /dev/null
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
nc -w 1 -N 10.0.0.2 7778 < /dev/null; echo $?
wait
ip neigh replace 10.0.0.2 lladdr ff:ff:ff:ff:ff:ff dev v0
ip netns exec east sysctl -w net.ipv4.conf.v1.drop_unicast_in_l2_multicast=1
ping -c 1 -W 1 10.0.0.2
ping -c 1 -W 1 fd00::2
ip netns exec east sysctl -w net.ipv6.conf.all.drop_unicast_in_l2_multicast=1
ping -c 1 -W 1 fd00::2
ip netns exec east sysctl -w net.ipv6.conf.v1.drop_unicast_in_l2_multicast=1
ping -c 1 -W 1 fd00::2
ip netns exec east sysctl -w net.ipv4.conf.v1.drop_unicast_in_l2_multicast=0
ip netns exec east sysctl -w net.ipv6.conf.v1.drop_unicast_in_l2_multicast=0
ip netns exec east sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip route add 10.9.0.0/24 via 10.0.0.2
ip -6 route add fd09::/64 via fd00::2
ping -c 1 -W 1 10.9.0.1
ping -c 1 -W 1 fd09::1
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
ip neigh replace fd00::2 lladdr 02:00:00:00:00:02 dev v0
ping -c 1 -W 1 10.9.0.1
ping -c 1 -W 1 fd09::1
rm heard
