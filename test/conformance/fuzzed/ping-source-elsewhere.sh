# ping -I says when the source it will use is not an address of that device.
# oracle: root
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.5.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ping -c 1 -W 1 -I A 10.0.5.1
ping -c 1 -W 1 -I B 127.0.0.1
ping -c 1 -W 1 -I lo 127.0.0.1
ping -c 1 -W 1 -I B ::1
ping -c 1 -W 1 -I A fd00::1
ping -c 1 -W 1 -I lo fd00::1
ip addr add 192.168.1.1/32 dev lo
ip link set lo down
ping -c 1 -W 1 -I B 192.168.1.1
ip link set B down
ping -c 1 -W 1 -I B 192.168.1.1
