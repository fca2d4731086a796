# An ifb device takes any MTU and any address
# oracle: root
ip link add i1 mtu 10 type ifb
ip link add i2 mtu 70000 address 02:00:00:00:00:02 type ifb
ip -br link
ip link show i1
ip link show i2
ip link set i2 mtu 1500
ip link set i2 address 02:00:00:00:00:03
ip link set i2 up
sleep 0.3
ip -6 addr show i2
ip link set i2 mtu 1000
ip -6 addr show i2
