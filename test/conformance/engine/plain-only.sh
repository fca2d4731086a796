# Two containers started plainly reach each other.
# oracle: docker
docker run -itd --name c1 base
docker run -itd --name c2 base
docker exec c1 ping -c 1 172.17.0.2
docker exec c2 ping -c 1 172.17.0.1
sleep 7
ip -4 addr
ip link
brctl show
docker rm -f c1
sleep 1
brctl show
docker run -itd --name c3 base
docker inspect -f '{{.NetworkSettings.IPAddress}}' c3
sleep 2
