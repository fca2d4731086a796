# A host reaches its own link-local addresses on a VRF's links by lo, its others by the VRF device
# oracle: vm
ip link add dummy0 type dummy
ip link set lo up
ip link add vrf0 type vrf table 10
ip link set vrf0 up
ip link set dummy0 master vrf0
ip link set dummy0 up
ip -6 addr add fe80::77/64 dev dummy0 nodad
ip -6 addr add 2001:db8::77/64 dev dummy0 nodad
ip addr add 10.9.9.1/24 dev dummy0
ping -c 1 fe80::77%dummy0
ping -c 1 -I dummy0 fe80::77
ping -c 1 -W 1 -I vrf0 fe80::77
ping -c 1 -W 1 fe80::77%lo
ping -c 1 -W 1 fe80::78%dummy0
ping -c 1 -I vrf0 2001:db8::77
ping -c 1 -I dummy0 2001:db8::77
ping -c 1 -I vrf0 10.9.9.1
ip -6 route get fe80::77 oif dummy0
ip -6 route get fe80::77 oif vrf0
ip -6 route get 2001:db8::77 vrf vrf0
ip -6 route get fe80::77
ip link set dummy0 nomaster
ping -c 1 fe80::77%dummy0
ip -6 route get fe80::77 oif dummy0
ip link del dummy0
ip link del vrf0
