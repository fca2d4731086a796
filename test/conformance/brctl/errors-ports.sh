# Ports that brctl cannot add or take away
# oracle: root
brctl addbr br0
brctl addbr br1
brctl addbr
brctl addbr br0
brctl addbr a-name-that-is-too-long
brctl addbr bad/name
brctl addbr lo
brctl delbr nope
brctl delbr lo
brctl delbr
ip link add A type veth peer name B
brctl addif br0
brctl addif nope A
brctl addif br0 nope
brctl addif nope nope
brctl addif br0 A
brctl addif br0 A
brctl addif br1 A
brctl addif br0 lo
brctl addif br0 br1
brctl addif br0 br0
brctl addif lo B
brctl addif br0 nope B
brctl delif br0
brctl delif br1 A
brctl delif br0 B
brctl delif nope A
brctl delif br0 nope
brctl delif lo A
ip link set br0 up
brctl delbr br0
ip link set br0 down
brctl delbr br0
brctl show
