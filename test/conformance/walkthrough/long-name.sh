# An interface name of sixteen characters, and one with a slash.
# oracle: docker
docker run -itd --rm --net=none --name c1 base /bin/bash
pid=$(docker inspect -f '{{.State.Pid}}' c1)
sudo mkdir -p /var/run/netns
sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid
ip addr show docker0
sudo ip link add A123456789012345 type veth peer name B
sudo ip link add A/B type veth peer name B
sudo ip link add A type veth peer name B
ip link show A
ip link show B
