# oracle: root
# what bridge fdb changes on a VXLAN interface is told to monitors, one message for each end
ip link add vx type vxlan id 5 dstport 4789
ip link add d1 type veth peer name d2
bridge monitor fdb > b.txt &
ip monitor neigh > n.txt &
sleep 0.4
bridge fdb add 02:00:00:00:00:01 dev vx dst 10.0.0.2
bridge fdb add 02:00:00:00:00:02 dev vx dst 10.0.0.2 port 5000 vni 7 dynamic
bridge fdb append 00:00:00:00:00:00 dev vx dst 10.0.0.3
bridge fdb append 00:00:00:00:00:00 dev vx dst 10.0.0.3
bridge fdb append 00:00:00:00:00:00 dev vx dst 10.0.0.4
bridge fdb append 00:00:00:00:00:00 dev vx dst 10.0.0.3 static
bridge fdb replace 02:00:00:00:00:01 dev vx dst 10.0.0.9
bridge fdb replace 02:00:00:00:00:01 dev vx dst 10.0.0.9
bridge fdb replace 00:00:00:00:00:00 dev vx dst 10.0.0.9
bridge fdb replace 01:00:00:00:00:00 dev vx dst 10.0.0.9
bridge fdb show dev vx
bridge fdb del 00:00:00:00:00:00 dev vx dst 10.0.0.3
bridge fdb del 00:00:00:00:00:00 dev vx dst 10.0.0.13
bridge fdb del 00:00:00:00:00:00 dev vx
bridge fdb del 00:00:00:00:00:00 dev vx
bridge fdb add 02:00:00:00:00:05 dev vx dst 10.0.0.2 self router
bridge fdb append 02:00:00:00:00:05 dev vx dst 10.0.0.3 self extern_learn
bridge fdb add 02:00:00:00:00:06 dev vx dst 10.0.0.2 static extern_learn
bridge fdb add 02:00:00:00:00:07 dev vx dst 10.0.0.2 static use
bridge fdb show dev vx
bridge -j fdb show dev vx
bridge fdb get 02:00:00:00:00:05 dev vx self
ip link set vx type vxlan remote 10.0.0.77
ip link set vx type vxlan remote 10.0.0.78
ip link del vx
ip link add vy type vxlan id 5 dstport 4789 remote 10.0.0.8 dev d1
bridge fdb append 00:00:00:00:00:00 dev vy dst 10.0.0.8 via d1
bridge fdb append 00:00:00:00:00:00 dev vy dst 10.0.0.9 via d1 permanent
ip link del vy
sleep 0.4
cat b.txt
cat n.txt
