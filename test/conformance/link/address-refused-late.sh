# An address that is no Ethernet one is the kernel's to refuse, after everything has been read.
# oracle: root
ip link add vx0 address 10.0.0 type vxlan id 16777216
ip link add vx0 address 10.0.0 type vxlan id 1
ip link add vx0 address 10.0.0 type vxlan id 1 dstport 4789
ip link add vx0 address 10.0.0 type foo
ip link add vx0 address 10.0.0
ip link add vx0 address 10.0.0 mtu foo
ip link add vx0 address 10.0.0 type bridge
ip link add vx0 link nosuch address 10.0.0 type macvlan mode vepa
ip link add vx0 link lo address 10.0.0 type macvlan mode
ip link add A address 10.0.0 type veth peer name B
ip link add A type veth peer name B address 10.0.0
