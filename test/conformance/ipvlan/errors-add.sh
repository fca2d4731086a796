# What is refused when an ipvlan interface is made
# oracle: vm
ip link add type ipvlan
ip link add iv type ipvlan mode l2
ip link add link nosuch name iv type ipvlan
ip link add link lo name iv type ipvlan
ip link add A type dummy
ip link add link A name iv type ipvlan mode l4
ip link add link A name iv type ipvlan mode
ip link add link A name iv type ipvlan l3
ip link add link A name iv type ipvlan private vepa
ip link add link A name A type ipvlan
ip link add link A name iv mtu 9000 type ipvlan
ip link add link A name iv mtu 40 type ipvlan
ip link add link A name iv address 02:00:00:00:00:01 type ipvlan
ip link add link A name iv type ipvlan
ip link add link A name iv type ipvlan
ip link set iv type ipvlan mode l5
ip link set iv type ipvlan mode
ip link set iv type macvlan mode bridge
ip link set A type ipvlan mode l2
ip link add br0 type bridge
ip link set A master br0
ip link set iv master br0
ip link add D type dummy
ip link set D master br0
ip link add link D name iw type ipvlan
ip link add link br0 name iw type ipvlan
ip link show iw | head -1
ip link add link A name mv type macvlan
ip link add E type dummy
ip link add link E name mv type macvlan
ip link add link E name iw2 type ipvlan
ip link add link mv name iw2 type ipvlan
