# A container in several networks: which device it gets, which way leads out, what its files say, and all that is refused.
# oracle: docker
docker network create blue
docker network create --subnet 10.1.0.0/24 ash
docker run -d --name web base sleep 1000
docker network connect blue web
docker exec web ip addr
docker exec web ip route
docker exec web cat /etc/hosts /etc/resolv.conf
docker network connect blue web
docker network connect absent web
docker network connect blue absent
docker network connect blue
docker network connect host web
docker network connect none web
docker network connect --ip 10.1.0.77 ash web
docker exec web ip route
docker network disconnect ash web
docker exec web ip route
docker exec web cat /etc/hosts
docker network connect --ip 10.2.0.77 ash web
docker network connect --ip 172.18.0.77 blue web
docker network connect --ip seven ash web
docker network connect --ip 10.1.0.1 ash web
docker network connect --ip 172.17.0.9 bridge web
docker network connect --alias page bridge web
docker network connect --alias shop --alias page --ip 10.1.0.78 ash web
docker inspect -f '{{json .NetworkSettings.Networks}}' web
docker network disconnect bridge web
docker exec web ip addr
docker network disconnect bridge web
docker network disconnect absent web
docker network disconnect ash absent
docker network rm blue
docker network inspect -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}' blue
docker stop -t 0 web
docker inspect -f '{{json .NetworkSettings}}' web
docker network inspect -f '{{.Containers}}' blue
docker network connect bridge web
docker network disconnect blue web
docker network disconnect blue web
docker start web
docker exec web ip addr
docker exec web ip route
docker exec web cat /etc/hosts
docker rm -f web
docker run -d --name alone --network none base sleep 1000
docker network connect bridge alone
docker network disconnect none alone
docker network connect bridge alone
docker exec alone ip route
docker run -d --name open --network host base sleep 1000
docker network connect bridge open
docker network disconnect host open
docker run -d --name guest --network container:alone base sleep 1000
docker network connect bridge guest
docker exec guest cat /etc/hosts
docker inspect -f '{{json .NetworkSettings}} {{.HostConfig.NetworkMode}}' guest
docker rm -f alone open guest
docker network rm blue ash
sleep 2
