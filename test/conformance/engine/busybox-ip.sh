# busybox's ip in a container that may change its network: what it shows, what it changes, what it refuses.
# oracle: docker
docker run -itd --net=none --cap-add NET_ADMIN --name c1 base
docker exec c1 ip addr
docker exec c1 ip link add x type bridge
docker exec c1 ip link add lo type bridge
docker exec c1 ip addr add 10.1.0.1/24 broadcast + dev x
docker exec c1 ip addr add 10.1.0.2/24 dev x
docker exec c1 ip addr add 10.1.0.1/24 dev x
docker exec c1 ip addr show x
docker exec c1 ip link set x up
docker exec c1 ip route
docker exec c1 ip route add 10.7.0.0/16 via 10.1.0.9
docker exec c1 ip route add 10.7.0.0/16 via 10.1.0.9
docker exec c1 ip route add 10.8.0.0/16 via 99.1.0.9
docker exec c1 ip route add default via 10.1.0.9 metric 5 src 10.1.0.2
docker exec c1 ip route
docker exec c1 ip route show table local
docker exec c1 ip route get 10.7.0.5
docker exec c1 ip route del 10.7.0.0/16
docker exec c1 ip route del 10.7.0.0/16
docker exec c1 ip rule
docker exec c1 ip neigh
docker exec c1 ip -o addr show dev x
docker exec c1 ip -4 addr
docker exec c1 ip link set x mtu 1400 name y
docker exec c1 ip link show y
docker exec c1 ip link set y mtu 99999
docker exec c1 ip link set nosuch up
docker exec c1 ip link set y foo
docker exec c1 ip link show nosuch
docker exec c1 ip addr show nosuch
docker exec c1 ip addr add 1.1.1.1/24
docker exec c1 ip addr add 10.9.0/33 dev y
docker exec c1 ip addr del 10.9.0.1/24 dev y
docker exec c1 ip addr flush dev y
docker exec c1 ip addr show y
docker exec c1 ip frobnicate
docker exec c1 ip link frobnicate
docker exec c1 ip link del y
docker exec c1 ip link
docker exec c1 brctl addbr z
docker exec c1 brctl addif z nosuch
docker exec c1 brctl delbr z
docker exec c1 brctl delbr z
docker exec c1 ping -c 1 10.1.0.9
docker exec c1 ping -c 1 nosuch.example
docker exec c1 ping -c 2 -q 127.0.0.1
docker exec c1 ping -c foo 127.0.0.1
docker kill c1
docker rm c1
