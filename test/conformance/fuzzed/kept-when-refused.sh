# What ip link set changed before it was refused stays; a master comes after the flags, a device that waits is told nothing.
# oracle: root
ip link add br0 type bridge
ip link set br0 master br0 up
ip link show br0
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip link set A mtu 1400 txqueuelen 7 group 3 alias hi master A up name AA
ip link show AA
ip netns add x
ip -n x link add AA type veth peer name BB
ip link set AA netns x mtu 1300
ip link set B netns x mtu 99999 up
ip -n x link show B
ip -n x link set B mtu 1300 address 01:00:00:00:00:01
ip -n x link set B address 02:00:00:00:00:03 mtu 99999
ip -n x link set B up name lo
ip -n x link set B txqueuelen 9 carrier off
ip -n x link show B
ip link set AA master br0
ip link set AA master AA
ip link show AA
ip link add D1 group 7 type veth peer name D2 group 7
ip link set group 7 mtu 1350 master D2
ip -o link show group 7
ip link set br0 down
