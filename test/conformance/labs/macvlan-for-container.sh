# A macvlan interface on the host's card for a container, with its address and gateway, as pipework wires it
# oracle: docker
docker run -d --name box --net=none base sleep 1000
pid=$(docker inspect -f '{{.State.Pid}}' box)
mkdir -p /var/run/netns
ln -s "/proc/$pid/ns/net" "/var/run/netns/$pid"
mtu=$(ip link show eth0 | awk '{print $5; exit}')
ip link add link eth0 dev "ph$pid" address 02:00:00:00:00:15 mtu "$mtu" type macvlan mode bridge
ip link set "ph$pid" netns "$pid"
ip netns exec "$pid" ip link set "ph$pid" name eth1
ip netns exec "$pid" ip addr add 10.0.2.77/24 dev eth1
ip netns exec "$pid" ip link set eth1 up
ip netns exec "$pid" ip route get 10.0.2.2 >/dev/null 2>&1 && ip netns exec "$pid" ip route replace default via 10.0.2.2
ip netns exec "$pid" arping -c 1 -A -I eth1 10.0.2.77
docker exec box ip link
docker exec box ip -4 addr
docker exec box ip route
docker exec box ip link show eth7
ip link add link eth7 type macvlan
ip netns exec "$pid" ip link del eth1
docker exec box ip link
