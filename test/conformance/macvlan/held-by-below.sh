# Macvlan interfaces are dormant and tested as the link below is
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02
ip link set e0 up
ip link set v0 up
ip link add m0 link v0 address 02:00:00:00:00:11 type macvlan mode bridge
ip link set m0 up
sleep 1.5
for state in dormant up testing up; do ip link set v0 state $state; sleep 1.5; ip -br link; done
ip link set v0 mode dormant
ip link set v0 down
sleep 1.5
ip link set v0 up
sleep 1.5
ip link show m0
cat /sys/class/net/m0/dormant /sys/class/net/v0/dormant /sys/class/net/m0/operstate
ip link set m0 state up
ip -br link show m0
ip link add m1 link v0 address 02:00:00:00:00:12 type macvlan mode bridge
ip link set m1 up
sleep 1.5
ip -br link show m1
ip link set v0 mode default
ip link set v0 state up
sleep 1.5
ip -br link
ip link set m1 mode dormant
ip link set v0 down
sleep 1.5
ip link set v0 up
sleep 1.5
ip -br link show m1
ip link del v0
