# The peer's name is taken; then renaming to a name in use.
# oracle: docker
docker run -itd --rm --net=none --name c1 base /bin/bash
pid=$(docker inspect -f '{{.State.Pid}}' c1)
sudo mkdir -p /var/run/netns
sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid
ip addr show docker0
sudo ip link add A type veth peer name B
sudo ip link add C type veth peer name B
ip link show C
sudo ip link add A type veth peer name D
ip link show D
sudo ip link set B name A
sudo ip link set docker0 name A
