# Published ports: who has which port of the host, what tells of them, and what comes through.
# oracle: docker
docker run -d --name web -p 8080:80 base sh -c 'while true; do echo hello | nc -l -p 80; done'
docker ps --format '{{.Names}} {{.Ports}}'
docker port web
docker port web 80
docker port web 80/udp
docker port web 81
docker port web many
docker port absent
docker inspect -f '{{json .NetworkSettings.Ports}} {{json .HostConfig.PortBindings}} {{json .Config.ExposedPorts}}' web
ss -tln
nc -d -w 2 127.0.0.1 8080
docker run -d --name second -p 8080:80 base sleep 1000
docker ps -a --format '{{.Names}} {{.State}} {{.Ports}}'
docker rm second
docker run -d --name many -p 5000-5001:80-81 -p 127.0.0.1:6000:90/udp base sleep 1000
docker ps -f name=many --format '{{.Ports}}'
docker port many 80/tcp
ss -uln
docker restart -t 0 many
docker ps -f publish=5000 --format '{{.Names}}'
docker run -d --name any -P --expose 77 base sleep 1000
docker port any
docker run --rm -p web base true
docker run --rm -p 80:web base true
docker run --rm -p 99999:80 base true
docker run --rm -p 8000-8002:80-81 base true
docker run --rm -p 10.0.0:80:80 base true
docker run --rm -p 80:80/icmp base true
docker run -d --name far -p 10.9.9.9:8000:80 base sleep 1000
docker run -d --name open --net host -p 80:80 base sleep 1000
docker rm -f web many any far open
ss -tln
sleep 2
