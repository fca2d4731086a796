# An ipvlan interface as it is made
# oracle: vm
ip link add A type dummy
ip link add link A name iv type ipvlan
ip link show iv
ip -d link show iv
ip -d -j link show iv
ip link add link A type ipvlan mode l3
ip -d link show ipvlan0
ip link show A
ip link del A
ip link
