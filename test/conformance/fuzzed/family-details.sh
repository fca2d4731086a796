# Details of links with one family's addresses; addresses left out; the table that a route was found in, before and after rules.
# oracle: root
ip link add A type veth peer name B
ip link set A alias left
ip link set A up
ip link set B up
sleep 2
ip addr add 10.0.0.1/24 dev A
ip -4 -d addr
ip -6 -d addr
ip -6 -d addr show dev A
ip -j -6 -d addr
ip addr add dev A
ip -4 addr add dev A
ip -6 addr add dev A
ip -6 addr del dev A
ip addr add dev A broadcast +
ip addr add dev A broadcast 10.0.0.255
ip addr add dev A peer 10.0.0.9
ip route get 10.0.0.1
ip -d route get 10.0.0.1
ip -d route get 10.0.0.2
ip netns add r
ip -n r rule del from 10.0.0.0/24 lookup 100
ip -n r link set lo up
ip -n r route get 127.0.0.1
ip rule add from 10.0.0.0/24 lookup 100
ip route get 10.0.0.1 from 127.0.0.1
ip route get 10.0.0.2
ip rule del from 10.0.0.0/24 lookup 100
ip route get 10.0.0.1
ip -d route get 10.0.0.1
