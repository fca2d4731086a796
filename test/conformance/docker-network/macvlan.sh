# Networks whose containers stand on a device of the host: parents that are missing or taken, modes, traffic between two containers.
# oracle: docker
ip link add pp0 type veth peer name pp1
ip link set pp0 up
ip link set pp1 up
docker network create -d macvlan --subnet 10.5.0.0/24 -o parent=pp0 lan
docker network create -d macvlan --subnet 10.6.0.0/24 -o parent=pp0 lan2
docker network create -d macvlan --subnet 10.6.0.0/24 -o parent=pp9 lan2
docker network create -d macvlan --subnet 10.6.0.0/24 -o parent=lo lan2
docker network create -d macvlan --subnet 10.6.0.0/24 -o parent=pp1 -o macvlan_mode=wide lan2
docker network create -d macvlan --subnet 10.6.0.0/24 -o parent=pp9.10 lan2
docker network create -d macvlan --subnet 10.6.0.0/24 -o parent=pp1.x lan2
docker network create -d macvlan --subnet 10.6.0.0/24 -o parent=pp1.5000 lan2
docker network create -d ipvlan --subnet 10.6.0.0/24 -o parent=pp1 -o ipvlan_mode=l4 lan2
docker network inspect -f '{{.Driver}} {{json .IPAM.Config}} {{json .Options}}' lan
docker run -d --name m1 --net lan base sleep 1000
docker run -d --name m2 --net lan --ip 10.5.0.20 base sleep 1000
docker exec m1 ip addr
docker exec m1 ip route
docker exec m1 cat /etc/hosts
docker exec m1 ping -c 1 10.5.0.20
docker exec m1 ping -c 1 -W 1 10.5.0.1
pid=$(docker inspect -f '{{.State.Pid}}' m1)
nsenter -t $pid -n ip -d link
docker network create -d macvlan --subnet 10.7.0.0/24 --gateway 10.7.0.254 -o parent=pp1 other
docker network connect other m1
nsenter -t $pid -n ip -br addr
nsenter -t $pid -n ip route
docker network disconnect other m1
nsenter -t $pid -n ip -br addr
docker network rm lan
docker rm -f m1 m2
docker network rm lan other
ip -br link
sleep 2
