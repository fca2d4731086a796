# Macvlan interfaces that cannot be made
# oracle: root
ip link add A type veth peer name B
ip link add name mv type macvlan
ip link add link C name mv type macvlan
ip link add link lo name mv type macvlan
ip link add link A name A type macvlan
ip link add link A name mv address 01:00:00:00:00:01 type macvlan
ip link add link A name mv type macvlan mode
ip link add link A name mv type macvlan mode foo
ip link add link A name mv type macvlan bridge
ip link add link A name mv type macvlan mode 1
ip link add link A name mv type macvlan help
ip link add br0 type bridge
ip link set A master br0
ip link add link A name mv type macvlan
ip link add link B name nv type macvlan
ip link set B master br0
ip link add link nv name nv2 type macvlan mode bridge
ip link show nv2
ip link add link br0 name o type macvlan
ip -br link
ip link del br0
ip link del A
