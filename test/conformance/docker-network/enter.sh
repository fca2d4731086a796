# Into a container's namespaces without docker: by nsenter one by one and all at once, by files below /proc, by the files that the engine keeps.
# oracle: docker
docker run -d --name demo -h box base sleep 1000
pid=$(docker inspect -f '{{.State.Pid}}' demo)
nsenter -t $pid -m cat /etc/hostname
nsenter -t $pid -u hostname
nsenter -t $pid -n -u hostname
nsenter -t $pid -a hostname
nsenter -t $pid --all ip -4 addr
nsenter -t $pid -m -u -i -n -p cat /etc/resolv.conf
nsenter -t $pid -i true
nsenter -t $pid -C true
nsenter -t $pid -m nosuch
nsenter -t $pid -m /sbin/nosuch
nsenter --mount=/proc/$pid/ns/mnt cat /etc/hostname
nsenter --net=/proc/$pid/ns/net ip -br link
nsenter --net=/run/docker/netns/nosuch ip link
nsenter -m -n cat /etc/hostname
nsenter -t 4000000 -m cat /etc/hostname
ls /run/docker/netns | wc -l
nsenter --net=$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' demo) ip -4 -br addr
mkdir -p /var/run/netns
ip netns
ln -s $(docker inspect -f '{{.NetworkSettings.SandboxKey}}' demo) /var/run/netns/demo
ip netns
ip netns exec demo ip -4 -br addr
ip netns pids demo | wc -l
docker run -d --name guest --net container:demo base sleep 1000
ls /run/docker/netns | wc -l
docker run -d --name open --net host base sleep 1000
ls /run/docker/netns
docker rm -f open guest
docker network create -d macvlan --subnet 10.5.0.0/24 --aux-address me=10.5.0.9 -o parent=eth0 lan
docker network inspect -f '{{json .IPAM}}' lan
docker network rm lan
docker rm -f demo
ls /run/docker/netns
ip netns exec demo ip link
rm /var/run/netns/demo
sleep 2
