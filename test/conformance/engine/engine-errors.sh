# What the engine refuses.
# oracle: docker
docker run -itd --name c1 --net=nosuch base
docker rm c1
docker run -itd --name c1 base /bin/nosuch
docker ps -a --format '{{.Names}} {{.Status}}' | sed 's/ ([0-9]*).*//'
docker rm -f c1
docker run -itd --name c1 base
docker run -itd --name c1 base 2>&1 | sed 's/"[0-9a-f]*"/ID/'
docker stop nosuch
docker kill nosuch
docker rm nosuch
docker rm c1 2>&1 | sed 's/container [0-9a-f]*\./container ID./'
docker exec nosuch true
docker exec c1 false
docker exec c1 sh -c 'exit 7'
docker logs nosuch
docker inspect nosuch
docker attach nosuch
docker frobnicate
docker run
docker kill c1
docker kill c1
docker exec c1 true
docker rm c1
docker ps -a
sleep 2
