# VLAN interfaces that cannot be made
# oracle: vm
ip link add A type veth peer name B
ip link add link A name A.5 type vlan id 5
ip link add link A name x type vlan id 5
ip link add link A name A.5 type vlan id 7
ip link add link A name x type vlan id 4095
ip link add link A name x type vlan id 4096
ip link add link A name y type vlan id 0
ip link add link A name z type vlan
ip link add name z type vlan id 5
ip link add link C name z type vlan id 5
ip link add link lo name z type vlan id 5
ip link add link A name z address 01:00:00:00:00:01 type vlan id 9
ip link add link A name z netns nowhere type vlan id 9
ip link add link A name z mtu 9000 type vlan id 9
ip link add link A name z mtu 10 type vlan id 9
ip -br link
