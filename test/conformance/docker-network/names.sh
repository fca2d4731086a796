# Names in networks of users: containers, aliases, links, names with a network's behind a dot, addresses backwards; none in the default network.
# oracle: docker
docker network create blue
docker network create --subnet 10.1.0.0/24 red
docker run -d --name web --net blue --network-alias shop base sleep 1000
docker run -d --name app --net blue --link web:store base sleep 1000
docker run -d --name far --net red base sleep 1000
docker exec app ping -c 1 web
docker exec app ping -c 1 shop
docker exec app ping -c 1 store
docker exec app ping -c 1 web.blue
docker exec app ping -c 1 app
docker exec web ping -c 1 store
docker exec app ping -c 1 far
docker exec app nslookup -type=a shop
docker exec app nslookup -type=aaaa web
docker exec app nslookup -type=mx web
docker exec app nslookup 172.18.0.2
docker exec app nslookup -type=a web 127.0.0.11
docker exec app nslookup -type=a web 127.0.0.1
docker exec app nslookup -type=z web
docker exec app nslookup
docker exec app sh -c 'id=$(cat /etc/hostname); ping -c 1 $id | tail -n 3'
docker network connect --alias depot red app
docker exec app ping -c 1 far
docker exec far ping -c 1 depot
docker exec far ping -c 1 app.red
docker rename web page
docker exec app ping -c 1 page
docker exec app ping -c 1 web
docker stop -t 0 page
docker exec app ping -c 1 page
docker start page
docker exec app ping -c 1 page
docker network disconnect blue app
docker exec app ping -c 1 page
docker run -d --name plain base sleep 1000
docker exec plain ping -c 1 page
docker network connect blue plain
docker exec plain ping -c 1 page
docker exec plain wget -q -O - http://page/
docker exec plain nc -w 1 page 80
docker exec plain arping -c 1 -w 1 page
docker exec plain traceroute -q 1 -m 1 nobody
docker run --rm --name alone --net none base nslookup web
docker run --rm --name own --dns 127.0.0.1 base nslookup -type=a web
pid=$(docker inspect -f '{{.State.Pid}}' plain)
nsenter -t $pid -n cat /etc/resolv.conf
docker rm -f page app far plain
docker network rm blue red
sleep 4
