# What docker run says of networks: an address, names, servers, settings of the namespace, links; and what does not go together.
# oracle: docker
docker network create --subnet 10.1.0.0/24 ash
docker network create blue
docker run -d --name c1 --net ash --ip 10.1.0.50 --network-alias web base sleep 1000
docker exec c1 ip -4 addr
docker exec c1 cat /etc/hosts /etc/resolv.conf
docker inspect -f '{{json .NetworkSettings}}' c1
docker inspect -f '{{.NetworkSettings.IPAddress}}|{{.NetworkSettings.Networks.ash.IPAddress}}' c1
docker run -d --name c2 --net ash --ip 10.1.0.50 base sleep 1000
docker run -d --name c3 --net ash --ip 10.2.0.50 base sleep 1000
docker run -d --name c4 --net blue --ip 172.18.0.50 base sleep 1000
docker run -d --name c5 --net bridge --ip 172.17.0.50 base sleep 1000
docker run -d --name c6 --net ash --ip fifty base sleep 1000
docker run -d --name c7 --net lost base sleep 1000
docker run -d --name c8 --net bridge --network-alias web base sleep 1000
docker rm c2 c3 c4 c5 c7
docker run --rm --add-host printer:10.9.9.9 --name n1 base cat /etc/hosts
docker run --rm --add-host printer base true
docker run --rm --add-host printer:nine base true
docker run --rm --dns 10.9.9.9 --name n2 base cat /etc/resolv.conf
docker run --rm --dns 10.9.9.9 --dns-search lan --dns-option ndots:2 --name n3 base cat /etc/resolv.conf
docker run --rm --dns-search lan --net blue --name n4 base cat /etc/resolv.conf
docker run --rm --dns-option timeout:3 --net blue --name n5 base cat /etc/resolv.conf
docker run --rm --dns server base true
docker run --rm --net host --name n6 base cat /etc/hosts
docker run --rm --net host --add-host printer:10.9.9.9 --name n7 base cat /etc/hosts
docker run --rm --sysctl net.ipv4.ip_forward=0 --name n8 base sysctl net.ipv4.ip_forward
docker run --rm --sysctl vm.swappiness=0 base true
docker run --rm --sysctl net.ipv4.ip_forward base true
docker run --rm --net container:c1 --name n9 base ip -4 addr
docker run -d --net container:lost --name g1 base sleep 1000
docker run --rm --net container:c1 -h other base true
docker run --rm --net container:c1 -p 80:80 base true
docker run --rm --net container:c1 --dns 10.9.9.9 base true
docker run --rm --net container:c1 --add-host printer:10.9.9.9 base true
docker run --rm --net container:c1 --link c1 base true
docker run --rm --net host --link c1 base true
docker run --rm --net host --mac-address 02:00:00:00:00:01 base true
docker run -d --name d1 --expose 80 --expose 90-91/udp -e COLOUR=blue base sleep 1000
docker ps --format '{{.Names}} {{.Networks}} {{.Ports}}'
docker run --rm --name l1 --link d1:db base env
docker run --rm --name l2 --link d1 base cat /etc/hosts
docker run --rm --link d1:db:x base true
docker run --rm --link lost base true
docker run --rm --expose many base true
docker stop -t 0 d1
docker run -d --name l3 --link d1:db base true
docker rm -f c1 d1 l3
docker network rm ash blue
sleep 2
