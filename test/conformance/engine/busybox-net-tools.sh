# busybox's ifconfig, route, arp and netstat -r in a container: what they show, what they change, what they refuse.
# oracle: docker
docker run -itd --net=none --cap-add NET_ADMIN --name c1 base
docker exec c1 ifconfig
docker exec c1 ip link add x address 02:00:00:00:00:0a type bridge
docker exec c1 ifconfig x 10.0.1.5
sleep 1.3
docker exec c1 ifconfig x 10.0.1.5 netmask 255.255.255.0
docker exec c1 ip addr show x
docker exec c1 ifconfig x:1 10.3.3.3
docker exec c1 ifconfig x:1
docker exec c1 ip addr show x
docker exec c1 ifconfig x:1 down
docker exec c1 ifconfig x:1 down
docker exec c1 ifconfig x 10.0.1.7/16 up
docker exec c1 ifconfig x mtu 10
docker exec c1 ifconfig x mtu 1400
docker exec c1 ifconfig x hw ether 02:zz
docker exec c1 ifconfig x hw ether 02:00:00:00:00:1a
docker exec c1 ifconfig x netmask 255.0.255.0
docker exec c1 ifconfig x broadcast 10.0.1.250
docker exec c1 ifconfig x txqueuelen 500
docker exec c1 ip addr show x
docker exec c1 ifconfig nope
docker exec c1 ifconfig nope up
docker exec c1 ifconfig nope 10.0.0.1
docker exec c1 route add default gw 10.0.1.254
docker exec c1 route add default gw 10.0.1.254
docker exec c1 route add -net 10.5.0.0/16 gw 10.0.1.9
docker exec c1 route add -net 10.6.0.0 netmask 255.255.0.0 dev x
docker exec c1 route add -host 10.7.7.7 gw 10.0.1.9
docker exec c1 route add default gw 1.2.3.4
docker exec c1 route add -net 10.8.0.0/16 dev nope
docker exec c1 route add -net 10.8.0.0/16 gw 10.0.1.9 metric 5
docker exec c1 route add -net 10.9.0.1/16 dev x
docker exec c1 route -n
docker exec c1 netstat -rn
docker exec c1 route del default
docker exec c1 route del default
docker exec c1 route del -net 10.5.0.0/16
docker exec c1 arp -n
docker exec c1 arp -s 10.0.1.77 02:00:00:00:00:77
docker exec c1 arp -an
docker exec c1 arp -n 10.0.1.77
docker exec c1 arp -d 10.0.1.77
docker exec c1 arp -an
docker exec c1 arp -s 10.0.1.9 zz
docker exec c1 arp -s 8.8.8.8 02:00:00:00:00:77
docker exec c1 ifconfig x down
docker exec c1 ifconfig
docker rm -f c1
