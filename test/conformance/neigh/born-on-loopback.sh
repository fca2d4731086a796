# Neighbors of lo have its address from birth, and are looked for by the address that was given (found by fuzzing).
# oracle: root
ip netns add red
ip -n red neigh add 192.168.1.2 dev lo
ip -n red neigh
ip -n red neigh add 192.168.1.2 dev lo
ip -n red link set lo up
ip -n red neigh add 192.168.1.3 dev lo
ip -n red neigh show nud all
ip -n red neigh add 0.0.0.0 dev lo
ip -n red neigh change 10.0.0.7 dev lo nud permanent
ip link add e0 type veth peer name e1
ip link set e0 up
ip link set e1 up
sleep 2
ip neigh add 10.0.0.4 dev e0
ip neigh show nud all to 10.0.0.0/8 dev e0
arp -n
ip link set e0 arp off
ip neigh add 10.0.0.5 dev e0
ip link delete e0
