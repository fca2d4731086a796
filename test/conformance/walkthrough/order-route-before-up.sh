# The default route while eth0 is still down.
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
sudo ip netns exec $pid ip addr add 172.17.42.99/16 dev eth0
sudo ip netns exec $pid ip route add default via 172.17.42.1
sudo ip netns exec $pid ip link set eth0 up
sleep 1.1
ip link show master docker0
brctl show
bridge link
sudo ip netns exec $pid ip addr
sudo ip netns exec $pid ip route
sudo ip netns exec $pid ping -c 3 -i 0.3 172.17.42.1
sleep 2
