# A passthru interface asks nothing of its link when that gets another address, nor does one that could not join a bridge (found by fuzzing).
# oracle: root
ip link add veth0 type veth peer name veth1
ip link add docker1 type bridge
ip link add mv0 link veth1 type macvlan mode passthru
brctl addif docker1 veth1
ip -d link show veth1 | grep -o "promiscuity [0-9]*"
ip link set mv0 down
ip link set mv0 up
ip -d link show veth1 | grep -o "promiscuity [0-9]*"
ip link set docker1 up
ip -d link show veth1 | grep -o "promiscuity [0-9]*"
ip link set dev veth1 up
ip -d link show veth1 | grep -o "promiscuity [0-9]*"
ip link show mv0
ip -d link show veth1 | grep -o "promiscuity [0-9]*"
ip link set mv0 up
ip -d link show veth1 | grep -o "promiscuity [0-9]*"
ip link set dev veth1 address 52:54:00:ab:cd:ef
ip -d link show veth1 | grep -o "promiscuity [0-9]*"
sleep 3
