# Peers that are named badly, not at all, or so far away that their index means somebody else.
# oracle: root
ip link add C type veth peer an-interface-name-too-long
ip link add C type veth per D
ip link add veth0 type veth peer
ip link add C address 02:00:00:00:00:01 type veth peer
ip -br link
ip netns add red
ip link add v-red address 02:00:00:00:00:02 type veth peer name v-red-br netns red
ip -6 -d addr show dev v-red
ip addr add 10.1.1.1 peer 10.1.1.4/0 dev C
ip addr add 10.1.2.1/0 dev C
ip addr add fd00::1 peer fd00::2/0 dev C nodad
ip addr show dev C
ping -c 1 -I nope 224.0.0.1
ping -c 1 -I nope 10.0.0.1
