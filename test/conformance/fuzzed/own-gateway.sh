# A gateway that is one's own address: packets go to whom they are for.
# oracle: root
ip link add br0 type bridge
ip link add br1 type bridge
ip link set br0 up
ip addr add 172.17.42.2/24 dev br0
ip route add default via 172.17.42.2
ip route
ip route get 192.168.1.1
ip route get fibmatch 192.168.1.1
ip addr add 10.0.0.1/16 scope link dev lo
ip route replace default via 10.0.0.6
ip route get 192.168.1.1
ping -c 1 -W 1 192.168.1.1
ip link set br1 up
ip route add 10.10.0.0/24 via 172.17.42.2 dev br1 onlink
ip route add 10.10.0.0/24 via 172.17.42.2 dev br0 onlink
ip route add 10.10.0.0/24 via 172.17.42.9 dev br1 onlink
ip route add 10.11.0.0/24 via 172.17.42.2 scope host
sleep 2.5
