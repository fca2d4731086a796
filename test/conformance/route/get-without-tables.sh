# A way that no table is asked for: "0" is this host, and by a device go its link's groups and what is for everybody (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 192.168.1.4/24 dev A
ip route get 0.0.0.0
ip route get 0.0.0.0 oif A
ip route get 0.0.0.0 oif B
ip route get 0.0.0.0 from 192.168.1.4
ip route get 0.0.0.0 from 192.168.1.4 oif B
ip route get 0.0.0.0 from 192.168.1.5 oif A
ip route get 0.0.0.0 from 127.0.0.1 oif A
ip route get 0.0.0.0 oif A fibmatch
ip route get 0.0.0.0 mark 5 oif A
ip -d route get 0.0.0.0
ip -j -d route get 0.0.0.0
ip -d route get 255.255.255.255 oif A
ip route get 255.255.255.255 oif B
ip -d route get 255.255.255.255 oif lo
ip route get 255.255.255.255 oif A fibmatch
ip route get 224.0.0.1 oif B
ip route get 224.0.0.1 oif lo
ip -d route get 224.0.0.5 oif A
ip route get 239.1.1.1 oif A
ip -d route get 9.9.9.9 oif A
ip -j -d route get 9.9.9.9 oif A
ip link set B down
ip route get 0.0.0.0 oif B
ip route get 255.255.255.255 oif B
ip route get 224.0.0.1 oif B
ip addr flush dev lo
ip route flush table local
ip route get 0.0.0.0
ip route get 0.0.0.0 oif A
ip route get 0.0.0.0 from 192.168.1.4
ip route get to 127.0.0.1/8 vrf A
ip route get 127.0.0.1/8 nosuch
ip route get 127.0.0.1/8 oif nosuch
ip route get 127.0.0.1/8 from x
ip route get 127.0.0.1/8 mark x
ip link del A
