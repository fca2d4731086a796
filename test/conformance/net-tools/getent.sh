# Names and addresses, accounts and services as getent knows them.
# oracle: root
ip link set lo up
getent hosts 127.0.0.1
getent hosts nosuch.invalid
getent ahosts 10.0.0.1
getent ahosts fd00::1
getent services http
getent services 53/udp
getent services ssh/tcp
getent services nosuch
getent passwd root
getent group 0
getent passwd nosuch
getent
ip netns add a
ln -sf /proc/self/ns/net /run/netns/a
ping -c 1 localhost
nc -zv localhost 9
