# Groups and everyone by a device or an address: the tables are not asked (found by fuzzing).
# oracle: root
ip netns add c2
ip -n c2 link set lo up
ip -n c2 route get 224.0.0.1 oif lo
ip -n c2 route get 224.0.0.9 oif lo
ip -n c2 route get 239.0.0.9 oif lo
ip -n c2 route get 255.255.255.255 oif lo
ip -n c2 link add A type veth peer name B
ip -n c2 route get 224.0.0.1 oif A
ip -n c2 link set A up
ip -n c2 route get 224.0.0.1 oif A
ip -n c2 route get 224.0.0.9 oif A
ip -n c2 route get 239.0.0.9 oif A
ip -n c2 route get 255.255.255.255 oif A
ip -n c2 addr add 10.0.0.1/24 dev A
ip -n c2 route get 224.0.0.1 oif A
ip -n c2 route get 224.0.0.1 from 10.0.0.1
ip -n c2 route get 239.0.0.1 from 10.0.0.1
ip -n c2 route get 239.0.0.1 from 10.0.0.1 oif B
ip -n c2 route get 239.0.0.9 oif A
ip -n c2 route get 255.255.255.255 oif A
ip -n c2 route get 255.255.255.255 from 10.0.0.1
ip -n c2 route get 255.255.255.255
ip -n c2 route get 239.0.0.1
ip -n c2 rule del pref 32766
ip -n c2 route get 255.255.255.255 from 10.0.0.1
ip -n c2 route get 255.255.255.255 oif A
ip -n c2 route get 224.0.0.7 oif A
