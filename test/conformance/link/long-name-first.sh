# A name that is too long is met before what is wrong with the other end.
# oracle: root
ip link add an-interface-name-too-long type veth peer name v1 address 10.0.0
ip link add an-interface-name-too-long address 10.0.0 type veth peer name v1
ip link add v0 type veth peer name v1 address 10.0.0
ip link add v0 type veth peer name an-interface-name-too-long
ip link add an-interface-name-too-long type veth peer name v1 mtu 5
ip link add an-interface-name-too-long type veth peer name lo
ip link
