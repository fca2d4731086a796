# What brctl shows of bridges
# oracle: root
brctl show
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1
ip link add br1 type bridge priority 4096
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
brctl show
brctl addif br0 A C
brctl addif br1 B
brctl show
brctl show br1
brctl show br0 br1
brctl showmacs br0
brctl showmacs br1
brctl showstp br0
brctl showstp br1
brctl delif br0 A C
brctl show br0
