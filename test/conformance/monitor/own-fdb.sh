# What a device listens to by command, as ip monitor neigh says it
# oracle: root
ip link add br0 type bridge
ip link add e0 type veth peer name e1
ip link set e0 master br0
ip monitor neigh > /tmp/told &
sleep 0.5
bridge fdb add 02:00:00:00:00:07 dev e0 master
bridge fdb add 02:00:00:00:00:08 dev e0 self
bridge fdb del 02:00:00:00:00:08 dev e0 self
sleep 0.5
kill $!
cat /tmp/told
