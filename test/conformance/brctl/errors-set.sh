# Settings by brctl that are refused or mistyped
# oracle: root
brctl addbr br0
ip link add A type veth peer name B
brctl addif br0 A
brctl setageing br0
brctl setageing br0 x
brctl setageing nope 10
brctl setageing lo 10
brctl setbridgeprio br0 x
brctl setbridgeprio nope 5
brctl setfd br0 x
brctl setfd nope 2
brctl sethello br0 0.1
brctl sethello br0 11
brctl setmaxage br0 1
brctl setmaxage br0 60
brctl setpathcost br0 A 0
brctl setpathcost br0 A x
brctl setpathcost br0 nope 5
brctl setpathcost br0 B 5
brctl setpathcost nope A 5
brctl setpathcost br0 A
brctl setportprio br0 A 64
brctl setportprio br0 A x
brctl setportprio br0 B 5
brctl hairpin br0 A maybe
brctl hairpin br0 nope on
brctl hairpin nope A on
brctl hairpin br0 B on
brctl hairpin br0 A
brctl stp br0
brctl stp br0 maybe
brctl stp nope on
brctl stp lo on
brctl showstp br0 | grep -v timer
