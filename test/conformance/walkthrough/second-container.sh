# A container started plainly gets its own cable, address and route, and reaches the first.
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
docker run -itd --name c2 base
docker inspect -f '{{.NetworkSettings.IPAddress}} {{.NetworkSettings.Gateway}} {{.NetworkSettings.MacAddress}}' c2
pid2=$(docker inspect -f '{{.State.Pid}}' c2)
sudo ln -s /proc/$pid2/ns/net /var/run/netns/$pid2
sudo ip netns exec $pid2 ip addr
sudo ip netns exec $pid2 ip route
sudo ip netns exec $pid2 ping -c 2 172.17.42.99
sudo ip netns exec $pid ping -c 2 172.17.0.1
ping -c 1 172.17.0.1
sudo ip netns exec $pid ip neigh
docker ps --format '{{.Names}} {{.Image}} {{.Command}}'
brctl show
bridge link
