# Kinds that refuse to be named without settings
# oracle: root
ip link add vx0 type vxlan id 42 remote 10.0.0.2 dstport 4789
ip link set vx0 type vxlan
ip link set vx0 up type vxlan
ip link show vx0
ip link add vx1 type vxlan
ip link add d0 type veth peer name e0
ip link set d0 type ifb
ip link set d0 type veth
ip link add br0 type bridge
ip link set br0 type bridge
ip link add name m0 link d0 type macvlan
ip link set m0 type macvlan
ip link set m0 type macvtap
ip tuntap add t0 mode tun
ip link set t0 type tun
ip link set d0 type vxlan
ip link set d0 type tun
ip link set d0 type bridge
ip link set lo type vxlan
ip link set nosuch type vxlan
ip link set vx0 type vxlan nolearning
ip link set d0 type vxlan nolearning
ip link set vx0 type dummy
ip link set vx0 type bridge
