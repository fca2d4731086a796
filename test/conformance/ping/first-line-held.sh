# What ping has said when TERM ends it: its first line waits in a buffer for the next; and what tcpdump and ethtool say where they said it elsewhere or not.
# oracle: root
ip link set lo up
ip link add e1 type veth peer name e2
ip addr add 10.0.0.1/24 dev e1
tcpdump -L -i e1
ip link set e1 up
ip link set e2 up
timeout 1 ping 10.0.0.9
timeout 1 ping 10.0.0.9 | cat
timeout 1.5 ping -q 127.0.0.1
timeout 1.5 ping -c 1 -I lo 10.0.0.9
timeout 1 ping 10.0.0.9 > /tmp/out
cat /tmp/out
tcpdump -L -i e1
tcpdump -L -i lo
tcpdump -L -i any
tcpdump -L -i nosuch
tcpdump -J -i e1
ethtool -p e1
ethtool -p e1 1
ethtool -p e1 x
ethtool -p e1 1 2
ip link del e1
