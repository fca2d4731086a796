# A link that is down still lends its addresses for sources, and its own IPv6 addresses answer.
# oracle: root
ip link add A type veth peer name B
sysctl -w net.ipv6.conf.A.accept_dad=0
ip addr add fd00::1/64 dev A
ip addr add fd01::1/64 dev B nodad
ip addr add fd02::1/64 dev B; sleep 0.5
ip -6 route show table all
ping -c 1 -W 1 fd00::1
ping -c 1 -W 1 fd01::1
ping -c 1 -W 1 fd02::1
ip link set lo down
ip addr add fd03::1/64 dev lo; sleep 0.5
ping -c 1 -W 1 fd03::1
ip -6 route get fd03::1
ip -6 route get fd00::1
