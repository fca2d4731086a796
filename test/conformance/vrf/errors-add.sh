# VRF devices that cannot be made
# oracle: vm
ip link add red type vrf
ip link add red type vrf table
ip link add red type vrf table 0
ip link add red type vrf table foo
ip link add red type vrf table 4294967296
ip link add red type vrf foo 10
ip link add red type vrf table 10 foo
ip link add red type vrf help
ip link add red address 01:00:00:00:00:01 type vrf table 10
ip link add red mtu 1279 type vrf table 10
ip link add red mtu 70000 type vrf table 10
ip -o link
ip rule
ip link add red type vrf table 10
ip link add red type vrf table 11
ip link add blue type vrf table 10
ip link add green master red type vrf table 12
ip link add V link red type vlan id 5
ip link add M link red type macvlan
ip link set red type vrf table 14
ip link set red type vrf
ip link set red mtu 1279
ip link set red mtu 70000
ip link set red mtu 1500
ip link add br0 type bridge
ip link set red master br0
ip -o link
ip link del blue
ip link del blue
