# A rule that names a device by another name lets go of it when it is renamed; and 0 is any type when a rule is taken away (found by fuzzing).
# oracle: root
ip link property add dev lo altname A
ip rule add iif A table main priority 32765
ip rule add oif A table main priority 32764
ip rule
ip link set lo down
ip link set lo name uplink0
ip -j rule
ip rule add iif uplink0 table main priority 3
ip rule add iif A table main priority 4
ip rule
ip rule add oif B lookup main pref 9
ip link add A1 type bridge
ip link property add dev A1 altname B
ip rule
ip link set A1 name B
ip link property del dev A1 altname B
ip link set A1 name B
ip rule
ip rule del oif B lookup main 0
ip rule del oif B lookup main 1
ip rule
