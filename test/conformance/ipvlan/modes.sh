# Modes and flags of ipvlan interfaces, which all on one link share
# oracle: vm
ip link add A type dummy
ip link add link A name i1 type ipvlan mode l2 bridge
ip link add link A name i2 type ipvlan mode l3
ip -d link show i1 | grep ipvlan
ip -d link show i2 | grep ipvlan
ip link show i1 | head -1
ip link set i1 type ipvlan mode l3s
ip -d link show i2 | grep ipvlan
ip link set i1 type ipvlan mode l2
ip link show i2 | head -1
ip link set i2 type ipvlan private
ip -d link show i1 | grep ipvlan
ip link set i2 type ipvlan vepa
ip -d link show i1 | grep ipvlan
ip -d -j link show i1 | grep -o '"info_data":{[^}]*}'
ip link add link A name i3 type ipvlan mode l3 vepa
ip -d link show i1 | grep ipvlan
ip link del i1
ip link del i2
ip link del i3
ip link add link A name i4 type ipvlan
ip -d link show i4 | grep ipvlan
