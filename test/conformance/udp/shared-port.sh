# Several sockets at one port: the newest of those that fit best gets a datagram, one of a device before others, one of the address first
# oracle: root
ip link set lo up
hear() { socat -u UDP-RECV:5000,$2 OPEN:/tmp/$1,creat,append & sleep 0.5; }
hear old reuseaddr
hear new reuseaddr
echo one | socat - UDP:127.0.0.1:5000
sleep 0.5
hear device reuseaddr,so-bindtodevice=lo
hear newest reuseaddr
echo two | socat - UDP:127.0.0.1:5000
sleep 0.5
hear address reuseaddr,bind=127.0.0.1
echo three | socat - UDP:127.0.0.1:5000
echo four | socat - UDP:127.0.0.2:5000
sleep 0.5
kill $(jobs -p)
for heard in old new device newest address; do echo $heard; cat /tmp/$heard; done
