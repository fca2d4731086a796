# A group is told to a MACVLAN twice
# oracle: root
ip link add A type veth peer name B
ip link add name m0 link A type macvlan mode bridge
ip maddr add 01:00:5e:00:00:05 dev m0
ip maddr add 01:00:5e:00:00:05 dev m0
ip maddr show dev m0
bridge fdb append 01:00:5e:00:00:05 dev m0 self
bridge fdb add 01:00:5e:00:00:06 dev m0 self
bridge fdb append 01:00:5e:00:00:06 dev m0 self
ip maddr show dev m0
