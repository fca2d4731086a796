# Nothing is sent from a group or from everybody, and 0.0.0.0 is in no table (found by fuzzing).
# oracle: root
ip route get 172.17.42.2 from 224.0.0.1
ip route get 172.17.42.2 from 255.255.255.255
ip route get 172.17.42.2 from 0.1.2.3
ip route get 172.17.42.2 from 240.0.0.3
ip route get 172.17.42.2 from 1.2.3.4
ip route get 0.0.0.0
ip route get 0.0.0.0 fibmatch
ip link add e0 type veth peer name e1
ip route get 0.0.0.0 oif e0 fibmatch
ip link set e0 up
ip route get 0.0.0.0 oif e0 fibmatch
ip link delete e0
