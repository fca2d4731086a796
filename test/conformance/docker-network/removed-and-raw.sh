# A network that was removed under a stopped container, and made anew by the same name; templates that only the engine's own text answers.
# oracle: docker
docker network create blue
docker run -d --name app --net blue base sleep 1000
docker inspect -f '{{index .NetworkSettings.Networks "blue" "IPAddress"}}' app
docker inspect -f '{{index .NetworkSettings.Networks.blue "Gateway"}} {{.Name}}' app
docker inspect -f '{{index .NetworkSettings "Bridge"}}|{{index .State "Status"}}' app
docker network inspect -f '{{index .IPAM.Config 0 "Subnet"}}' blue
docker inspect -f '{{.State.Status}' app
docker inspect -f '{{.State.Status%}}' app
docker inspect -f '{{.State.Status %}}' app
docker stop -t 0 app
docker network rm blue
docker start app 2>&1 | sed 's/network [0-9a-f]* /network ID /'
docker network create blue
docker start app 2>&1 | sed 's/network [0-9a-f]* /network ID /'
docker ps -a --format '{{.Names}} {{.State}}'
docker network connect blue app
docker network disconnect blue app
docker network connect bridge app
docker start app
docker exec app ip -4 addr show eth0
docker rm -f app
docker network rm blue
sleep 2
