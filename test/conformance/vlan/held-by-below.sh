# Links that stand on others are dormant and tested as those are
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02
ip link set e0 up
ip link set v0 up
ip link add link v0 name five type vlan id 5
ip link add link five name six type vlan id 6
ip link add i0 link v0 type ipvlan mode l2
for each in five six i0; do ip link set $each up; done
sleep 2
ip -br link
for state in dormant up testing up; do ip link set v0 state $state; sleep 2; ip -br link; done
ip link set v0 mode dormant
ip link set v0 down
sleep 2
ip link set v0 up
ip link set six up
sleep 2
ip -br link
cat /sys/class/net/six/dormant /sys/class/net/v0/dormant /sys/class/net/six/operstate
ip link set six state up
ip -br link show six
ip link add link v0 name seven type vlan id 7
ip link set seven up
sleep 2
ip -br link show seven
ip link set v0 mode default
ip link set v0 state up
sleep 2
ip -br link
ip link del v0
