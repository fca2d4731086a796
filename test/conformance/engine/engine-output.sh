# A container that prints and ends.
# oracle: docker
docker run --rm --net=none base echo hello
docker run --rm base sh -c 'echo out; echo err >&2; exit 3'
docker run --name c1 base echo kept
docker logs c1
docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.Config.Image}} {{.HostConfig.NetworkMode}}' c1
docker inspect -f '{{.Name}} {{json .Args}} {{.Path}}' c1
docker rm c1
echo piped | docker run -i --rm --net=none base cat
docker run --rm --net=none base ip link
docker run --rm base ip route
docker run -d --rm --name c2 base sleep 100
docker ps --format '{{.Names}}: {{.Command}}'
docker kill c2
sleep 1
