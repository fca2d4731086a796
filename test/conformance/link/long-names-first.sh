# A name that is too long is seen before other mistakes (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
ip link add A address 02:f0:00:00:bb:09 type veth peer an-interface-name-too-long
ip link add A address 01:f0:00:00:bb:09 type veth peer an-interface-name-too-long
ip link add an-interface-name-too-long address 10.0.0 type dummies
ip link add an-interface-name-too-long type bridges
ip link add an-interface-name-too-long type bridge
ip link add C type veth peer an-interface-name-too-long address 01:00:00:00:00:01
ip link add br0 type bridge no_linklocal_learn 70000
ip link add br0 type bridge no_linklocal_learn 256
ip link add br0 type bridge no_linklocal_learn 255
ip -d link show br0
