# Settings by brctl
# oracle: root
brctl addbr br0
ip link add A type veth peer name B
brctl addif br0 A
brctl setageing br0 60
brctl setbridgeprio br0 100
brctl setfd br0 7
brctl sethello br0 3.5
brctl setmaxage br0 12
brctl setpathcost br0 A 20
brctl setportprio br0 A 16
brctl hairpin br0 A on
brctl stp br0 yes
brctl showstp br0 | grep -v timer
brctl hairpin br0 A off
brctl stp br0 off
brctl setageing br0 0
brctl setageing br0 10.25
brctl setbridgeprio br0 70000
brctl setfd br0 0
brctl showstp br0 | grep -v timer
ip -d link show br0 | grep -o 'bridge forward.*vlan_filtering'
