# What is told when an address of IPv6 is given again, changed, or preferred no longer; of one whose duplicates are asked for nothing is
# oracle: root
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 address 02:00:00:00:00:02
ip -6 addr add fd00::9/64 dev e2
ip link set e1 up
sleep 1.3
ip -6 addr add fd00::1/64 dev e1 nodad
ip monitor address route > told & monitor=$!
sleep 0.5
ip -6 addr replace fd00::9/64 dev e2
ip -6 addr change fd00::9/64 dev e2 valid_lft 1000 preferred_lft 500
echo again >> told
ip -6 addr change fd00::1/64 dev e1 proto 5
ip addr show dev e1 to fd00::1
ip -6 addr replace fd00::1/64 dev e1
ip addr show dev e1 to fd00::1
echo no route >> told
ip -6 addr change fd00::1/64 dev e1 noprefixroute
ip -6 addr change fd00::1/64 dev e1 metric 7
echo peer >> told
ip -6 addr change fd00::1 peer fd00::2/64 dev e1
sleep 0.5
echo preferred >> told
ip -6 addr add fd00::5/64 dev e1 nodad valid_lft 1000 preferred_lft 2
sleep 4
kill $monitor
sed 's/_lft [0-9]*sec/_lft N/g; s/expires [0-9]*sec/expires N/' told
ip link del e1
