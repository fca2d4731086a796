# After the container's end each command meets the leftovers.
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
docker kill c1
sleep 1
docker ps -a
docker inspect -f '{{.State.Pid}}' c1
ip link show A
ip link show master docker0
brctl show
ls -l /var/run/netns/
ip netns list
sudo ip netns exec $pid ip addr
sudo ip link set A up
sudo brctl addif docker0 A
sudo brctl delif docker0 A
ping -c 1 -W 1 172.17.42.99
ip neigh
sudo ip netns delete $pid
ls /var/run/netns
sudo ip link add A type veth peer name B
ip link show A
sleep 3
