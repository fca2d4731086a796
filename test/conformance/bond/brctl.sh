# brctl at a bond: what it asks for is an ioctl of bonds (found by fuzzing).
# oracle: vm
ip link add bond0 type bond
ip link add A type veth peer name B
brctl addif bond0 A
brctl delif bond0 A
brctl delif bond0 bond0
brctl addif bond0 nosuch
brctl stp bond0 on
brctl setfd bond0 4
brctl setageing bond0 30
brctl sethello bond0 2
brctl setmaxage bond0 20
brctl setbridgeprio bond0 5
brctl setpathcost bond0 A 5
brctl setportprio bond0 A 5
brctl hairpin bond0 A on
brctl showmacs bond0
brctl showstp bond0
brctl show bond0
brctl delbr bond0
brctl addbr bond0
ip link del A
ip link del bond0
