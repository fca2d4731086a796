# What an ifb device is when nobody says
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add type ifb
ip link add i1 numrxqueues 4 numtxqueues 2 txqueuelen 100 type ifb
ip -d link show ifb0
ip -j -d link show ifb0
ip -d link show i1 | head -2
ip link set ifb0 up
ip -d link show ifb0
ip addr show ifb0
ip link set ifb0 down
ip link show ifb0
ip link show type ifb
ip link del ifb0
ip -br link
