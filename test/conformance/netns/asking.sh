# Who asks for all links before a mistake is found gives namespaces their numbers by it (found by fuzzing).
# oracle: root
ip netns add red
ip link add A type veth peer name B netns red
ip -n red link show nosuch
ip -n red netns list-id
ip -n red neigh del 172.17.42.1
ip -n red neigh add 172.17.42.1 dev ifb7 lladdr 02:00:00:00:00:zz
ip -n red neigh get 172.17.42.1 dev ifb7
ip -n red neigh flush
ip -n red netns list-id
ip netns exec red ip neigh del proxy 172.17.42.1 dev ifb7
ip -n red netns list-id
ip netns add blue
ip link add C type veth peer name D9 netns blue
ip -n blue ntable nosuch
ip -n blue netns list-id
ip netns add ash
ip link add E type veth peer name F netns ash
ip -n ash token nosuch
ip -n ash netns list-id
ip netns add oak
ip link add G type veth peer name H netns oak
ip -n oak netconf show dev nosuch
ip -n oak netns list-id
ip -n oak neigh show dev nosuch
ip -n oak netns list-id
ip netns add elm
ip link add I type veth peer name J netns elm
ip -n elm tunnel nosuch
ip -n elm rule nosuch
ip -n elm netns list-id
ip -n elm netconf nosuch
ip -n elm netns list-id
