# A container runs though nobody reads the id that the client prints, which comes after the start.
# oracle: docker
docker run -d --name gone base sleep 60 | false
sleep 2
docker ps -a --format "{{.Names}} {{.State}}"
docker run -d --name wrong base nosuch | cut -c 1-3 | grep -c .
docker ps -a --format "{{.Names}} {{.State}}"
docker rm -f gone wrong
sleep 2.5
