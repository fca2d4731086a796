# What the docker machine has.
# oracle: docker
ip addr
ip route
ip -6 route
ip neigh
brctl show
bridge link
docker ps
docker ps -a
docker images --format '{{.Repository}}:{{.Tag}}'
docker network ls --format '{{.Name}} {{.Driver}} {{.Scope}}'
ls /var/run/netns
