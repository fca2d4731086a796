# What is refused of an ifb device
# oracle: root
ip link add i1 type ifb
ip link add i1 type ifb
ip link add i2 address 01:00:00:00:00:02 type ifb
ip link add averyveryverylongname type ifb
ip link add i3 master nosuch type ifb
ip link set i1 address 03:00:00:00:00:02
ip link set i1 master lo
ip link set i1 type ifb
ip link set i1 type vlan id 3
ip link del i2
ip link del i1 type ifb
ip link del i1
