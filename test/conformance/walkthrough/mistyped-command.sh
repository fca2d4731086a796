# Mistyped: ipp, brctll, a verb, an object.
# oracle: docker
docker run -itd --rm --net=none --name c1 base /bin/bash
pid=$(docker inspect -f '{{.State.Pid}}' c1)
sudo mkdir -p /var/run/netns
sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid
ip addr show docker0
sudo ip link add A type veth peer name B
ipp addr
sudo brctll show
ip adr show docker0
ip link sett A up
ip link set A upp
ip link set
brctl addiff docker0 A
brctl addif docker0
docker inspct c1
docker inspect -f '{{.State.Pid}}' c9
