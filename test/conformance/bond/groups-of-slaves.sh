# Groups that slaves hear: their own, those of the bond, and what is left of them when they are released
# oracle: vm
ip link add e7 type veth peer name sw7
ip link add e8 type veth peer name sw8
ip link set sw7 up
ip link set sw8 up
ip link add bond0 type bond mode active-backup
ip link set bond0 addrgenmode none
ip link set bond0 up
ip link set e7 master bond0
sleep 0.5
ip maddr show dev e7
ip maddr show dev bond0
ip link set e7 nomaster
ip maddr show dev e7
ip -br link show e7
ip link set e7 master bond0
ip link set e8 master bond0
ip maddr show dev e7
ip maddr show dev e8
ip link set e7 nomaster
ip maddr show dev e7
ip maddr show dev e8
ip link set bond0 down
ip maddr show dev e8
ip link set e8 nomaster
ip maddr show dev e8
ip link add bond1 type bond mode balance-rr
ip link set bond1 addrgenmode none
ip link set bond1 up
ip link set e7 master bond1
ip maddr show dev e7
ip link set bond1 down
ip maddr show dev e7
ip link set e7 nomaster
ip maddr show dev e7
ip link set e7 up
ip maddr show dev e7
ip link set e7 down
ip maddr show dev e7
ip link set e7 master bond1
ip link set bond1 up
ip link del bond1
ip maddr show dev e7
ip link add bond2 type bond mode 802.3ad
ip link set bond2 addrgenmode none
ip link set bond2 up
ip link set e7 master bond2
ip maddr show dev e7
ip link set e7 nomaster
ip maddr show dev e7
ip link set e8 master bond2
ip link set bond2 down
ip maddr show dev e8
ip link set bond2 up
ip maddr show dev e8
ip link del bond2
ip maddr show dev e8
ip link set e7 up
ip link set e7 down
ip link set e7 master bond9
ip link add bond3 type bond mode active-backup
ip link set bond3 addrgenmode none
ip link set bond3 up
ip link set e7 master bond3
ip link set e8 master bond3
ip maddr show dev bond3
ip link set e7 down
ip maddr show dev e7
ip maddr show dev e8
ip maddr show dev bond3
ip link set e7 up
ip maddr show dev e7
ip link set e9 nomaster
ip link set e8 master bond3
ip maddr add 33:33:00:00:00:99 dev bond3
ip maddr show dev bond3
ip maddr show dev e8
ip maddr add 33:33:00:00:00:99 dev e7
ip maddr del 33:33:00:00:00:98 dev e7
ip maddr show dev e7
ip link del bond3
ip maddr show dev e7
ip maddr show dev e8
ip link add bond4 type bond mode balance-rr
ip link set bond4 addrgenmode none
ip link set e7 master bond4
ip link set e8 master bond4
ip link set bond4 up
ip maddr show dev bond4
ip link set e8 nomaster
ip maddr show dev bond4
ip link del bond4
ip link del e7
ip link del e8
ip link del bond0
