# Dummies that cannot be made
# oracle: vm
ip link add d0 type dummy
ip link add d0 type dummy
ip link add d1 type dumy
ip link add d3 type dummy foo
ip link add d4 type dummy id 5
ip link add d1 address 01:00:00:00:00:01 type dummy
ip link add d1 address 00:00:00:00:00:00 type dummy
ip link add d2 mtu -1 type dummy
ip link add d1 mtu ten type dummy
ip link add d1 index 2 type dummy
ip link add a-name-of-sixteen type dummy
ip link add d1 master br0 type dummy
ip link add d1 netns nowhere type dummy
ip link add d1
ip link add d1 typ
ip link add d type dummy
ip -br link
