# What the bridge knows: ports, addresses, states, by brctl, bridge and ip.
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
sleep 3
brctl show docker0
bridge link show
bridge link show dev A
bridge fdb show br docker0
bridge fdb show dev A
ip -d link show A
ip -d link show docker0
ip -br link
ip -br addr
sudo ip netns exec $pid ping -c 1 172.17.42.1
bridge fdb show br docker0 dynamic
brctl showmacs docker0 | wc -l
ip link show type veth
ip link show type bridge
ip link show up
sudo brctl delif docker0 A
bridge link
sudo ip netns exec $pid ping -c 1 -W 1 172.17.42.1
sudo ip link set A master docker0
sudo ip netns exec $pid ping -c 1 172.17.42.1
sudo ip link set A nomaster
brctl show
sleep 2
