# A container with CAP_NET_ADMIN wires itself.
# oracle: docker
docker run -itd --rm --net=none --cap-add NET_ADMIN --name c1 base /bin/bash
pid=$(docker inspect -f '{{.State.Pid}}' c1)
sudo mkdir -p /var/run/netns
sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid
ip addr show docker0
sudo ip link add A type veth peer name B
sudo brctl addif docker0 A
sudo ip link set A up
sudo ip link set B netns $pid
docker exec c1 ip link set B name eth0
docker exec c1 ip link set eth0 up
docker exec c1 ip addr add 172.17.42.99/16 dev eth0
docker exec c1 ip route add default via 172.17.42.1
docker exec c1 ip route
docker exec c1 ping -c 2 172.17.42.1
ip link show master docker0
brctl show
bridge link
sleep 2
