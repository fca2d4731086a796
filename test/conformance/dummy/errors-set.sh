# What a dummy refuses
# oracle: vm
ip link add d0 type dummy
ip link set d0 address 01:00:5e:00:00:01
ip link set d0 address 02:00:00:00:00
ip link set d0 mtu 0
ip link show d0
ip link set d0 mtu -5
ip link set d0 type dummy foo
ip link set d0 type bridge forward_delay 500
ip link set d0 type vlan
ip link set d0 master d0
ip link set d0 netns 99999
ip link set d0 carrier maybe
ip link set d0 name lo
ip link set d1 up
ip link del d0 type veth
ip link del d0
ip link del d0
