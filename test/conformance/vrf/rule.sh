# The rule that leads to the tables of VRFs
# oracle: vm
ip rule add l3mdev
ip rule add l3mdev pref 999
ip rule add pref 999 l3mdev
ip rule add l3mdev table 10
ip rule add l3mdev lookup main
ip rule add l3mdev protocol static prio 500
ip rule
ip -d rule
ip -j rule
ip rule show l3mdev
ip rule show table 10
ip link add red type vrf table 10
ip rule
ip rule del pref 1000
ip rule del l3mdev
ip rule del l3mdev
ip rule del l3mdev
ip rule del l3mdev
ip rule
ip link del red
ip link add red type vrf table 20
ip rule
ip -6 rule
ip -6 rule del l3mdev
ip -6 rule add l3mdev pref 1000
ip -6 rule
ip netns add n1
ip -n n1 rule
ip -n n1 link add blue type vrf table 20
ip -n n1 rule
