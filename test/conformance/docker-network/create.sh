# Networks that users make: subnets that are chosen and that are not, what is refused, what lists and documents tell.
# oracle: docker
docker network create blue
docker network create blue
docker network create
docker network create one two
docker network create --subnets 10.1.0.0/24 green
docker network create -d overlaid green
docker network create --subnet 10.1.0.0/24 green
docker network create --subnet 10.1.0.128/25 red
docker network create --subnet 10.1.0.0/33 red
docker network create --subnet 10.1.0 red
docker network create --subnet 10.2.0.77/24 red
docker network create --subnet 10.3.0.0/24 --gateway 10.3.0.254 last
docker network create --subnet 10.4.0.0/24 --gateway 10.5.0.1 outside
docker network create --gateway 10.5.0.254 outside
docker network create --subnet 10.6.0.0/24 --ip-range 10.6.0.128/25 upper
docker network create --subnet 10.7.0.0/24 --ip-range 10.8.0.128/25 wrong
docker network create --subnet 10.9.0.0/24 --aux-address printer=10.9.0.2 kept
docker network create --subnet 10.9.1.0/24 --aux-address printer=10.9.0.2 lost
docker network create --subnet 10.78.0.0/31 tiny
docker network create --internal inner
docker network create -o com.docker.network.bridge.name=br-mine mine
docker network create -o com.docker.network.bridge.name=br-mine again
docker network create -o com.docker.network.bridge.name=much-too-long-a-name again
docker network create -o com.docker.network.driver.mtu=1400 narrow
docker network create --label idle marked
docker network create host
docker network create bridge
docker network create -d host other
docker network create -d null other
docker network ls
docker network inspect green last upper kept inner mine narrow marked
docker network inspect -f '{{.Driver}} {{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}' blue green
docker network inspect absent blue -f '{{.Name}}'
docker network ls -f driver=host
docker network ls -f name=e --format '{{.Name}} {{.Internal}} {{.Labels}}'
docker network ls -f type=custom --format '{{.Name}}'
docker network ls -f label=idle --format '{{.Name}}'
docker network ls -f colour=blue
docker network ls -f blue
ip addr
ip route
docker network rm absent
docker network rm blue green
docker network rm host
docker network rm bridge last
docker network rm
docker network rm mine narrow marked inner kept upper red
docker network prune -f
ip -br link
sleep 2
