# Other ways to print it.
# oracle: docker
docker run -itd --rm --net=none --name c1 base /bin/bash
pid=$(docker inspect -f '{{.State.Pid}}' c1)
sudo mkdir -p /var/run/netns
sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid
ip addr show docker0
sudo ip link add A type veth peer name B
sudo brctl addif docker0 A
sudo ip link set A up
ip -o link show A
ip -o addr show docker0
ip -4 addr show docker0
ip -6 addr show docker0
ip -br -4 addr
ip addr show up
ip a s docker0
ip l sh A
ip r
ip route show 172.17.0.0/16
ip route get 172.17.42.99
ip route get 8.8.8.8
ip route show table local
ip rule
ip addr show dev nosuch
