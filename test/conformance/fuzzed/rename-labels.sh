# A new name goes to the labels of addresses: bare to the first, with what follows the colon or a number to the others.
# oracle: root
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip addr add 10.0.0.3/16 label A:1 dev A
ip addr add 10.0.0.4/16 label A:7 dev A
ip addr add 10.0.9.4/24 dev A
ip link set A name lan0
ip addr show lan0
ip link set lan0 name a-long-name-15c
ip addr show a-long-name-15c
