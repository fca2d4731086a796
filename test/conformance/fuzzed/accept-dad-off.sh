# Without duplicate address detection an address is usable at once, even on a link that is down.
# oracle: root
sysctl -w net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip -6 addr add fd00::1/64 dev A; sleep 0.5
ip addr show A
ip -6 route show table all
ip netns add x
ip -n x addr add fd00::2/64 dev lo; sleep 0.5
ip -n x -6 route show table all
