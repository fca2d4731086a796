# In strict mode a table belongs to one VRF device
# oracle: vm
ip link add red type vrf table 10
ip link add blue type vrf table 10
sysctl net.vrf.strict_mode
sysctl -w net.vrf.strict_mode=1
echo 1 > /proc/sys/net/vrf/strict_mode
ip link del blue
sysctl -w net.vrf.strict_mode=1
ip link add red type vrf table 10
ip link add blue type vrf table 11
sysctl -w net.vrf.strict_mode=2
ip netns add a
ip netns exec a cat /proc/sys/net/vrf/strict_mode
ip -n a link add red type vrf table 10
ip -n a link add blue type vrf table 10
sysctl -w net.vrf.strict_mode=0
ip link add green type vrf table 10
ip link del green
sysctl -w net.vrf.strict_mode=1
ip link add green type vrf table 10
ip -br link show type vrf
ip link add yellow type vrf table 12
ip link show type vrf
