# Links are deleted by whatever words they are made with
# oracle: vm
ip link add v0 type veth peer name v1
ip link del name v0
ip link
ip link add v0 type veth peer name v1
ip link del name v0 type veth peer v1
ip link add v0 type veth peer name v1
ip link del link v1 name v0 type veth
ip link add v0 type veth peer name v1
ip link del v0 type veth peer name v1
ip link add v0 type veth peer name v1
ip link del v0 type dummy
ip link del v0 type veth garbage
ip link add v0 type veth peer name v1
ip link del name nosuch
ip link del name v0 name v1
ip link del v0 name v1
ip link add c type bridge
ip link del name v1 group default
ip link del v0 mtu 1400 up
ip link del
ip link del type veth
ip link del c type bridge forward_delay 2
ip link add c type bridge
ip link add c type veth peer name d
ip link del c type veth peer
ip link add v0 type veth peer name v1
ip link del v0 type veth peer type dummy
ip link del v0 type veth peer up
ip link del v0 type veth peer name v1 mtu 1300
ip link del c
ip link
