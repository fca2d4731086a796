# Link-local addresses: tentative at first, then they answer.
# oracle: docker
docker run -itd --rm --net=none --name c1 base /bin/bash
pid=$(docker inspect -f '{{.State.Pid}}' c1)
sudo mkdir -p /var/run/netns
sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid
ip addr show docker0
sudo ip link add A type veth peer name B
sudo brctl addif docker0 A
sudo ip link set A up
sudo ip link set B netns $pid
sudo ip netns exec $pid ip link set dev B name eth0
sudo ip netns exec $pid ip link set eth0 up
sudo ip netns exec $pid ip addr add 172.17.42.99/16 dev eth0
sudo ip netns exec $pid ip route add default via 172.17.42.1
sudo ip netns exec $pid ip -6 addr show dev eth0
ip -6 addr show dev A
sleep 3
ip -6 addr show dev A
ip -6 addr show dev docker0
ip -6 route
ip -6 neigh
sudo sysctl -w net.ipv6.conf.docker0.disable_ipv6
ping -c 2 ff02::1%docker0
ping -c 1 fe80::1%docker0
ping -c 1 fe80::1
