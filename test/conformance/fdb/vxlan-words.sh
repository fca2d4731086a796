# Ports by name, ends without octets, and by which states a VXLAN interface's entries are found
# oracle: root
ip link add vx0 address 02:00:00:00:00:0c type vxlan id 5 dstport 4789 remote 10.0.0.9
bridge fdb add 02:00:00:00:00:61 dev vx0 dst 10.0.0.1 port domain
bridge fdb add 02:00:00:00:00:62 dev vx0 dst 10.0.0.1 port nosuch
bridge fdb add 02:00:00:00:00:62 dev vx0 dst 10.0.0.1 port ssh
bridge fdb add 02:00:00:00:00:63 dev vx0 dst 10.0.0.1 port tftp
bridge fdb add 02:00:00:00:00:64 dev vx0 dst 10.0.0.1 port ""
bridge fdb add 02:00:00:00:00:65 dev vx0 dst 10.0.0.1 port 70000
bridge fdb add 02:00:00:00:00:66 dev vx0 dst any
bridge fdb add 02:00:00:00:00:66 dev vx0 dst default
bridge fdb add 02:00:00:00:00:67 dev vx0 dst 10.0.0.1 static
bridge fdb add 02:00:00:00:00:68 dev vx0 dst 10.0.0.1 dynamic
bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.2
bridge fdb show dev vx0
bridge fdb show dev vx0 state permanent
bridge fdb show dev vx0 state static
bridge fdb show dev vx0 state reachable
bridge fdb show dev vx0 dynamic
bridge fdb get 02:00:00:00:00:61 br vx0
bridge fdb get 02:00:00:00:00:61 dev vx0 self
ip link add vx1 type vxlan id 6 dstport 4790 remote 10.0.0.9
bridge fdb show dev vx1 state static
bridge fdb show dev vx1 state reachable
bridge fdb show dev vx1 dynamic
