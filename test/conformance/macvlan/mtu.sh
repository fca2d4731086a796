# The MTU of a macvlan interface is at most that of the link below
# oracle: root
ip link add A mtu 1400 type veth peer name B
ip link add link A name mv type macvlan
ip -d link show mv | grep mtu
ip link set mv mtu 1500
ip link set mv mtu 1300
ip link set A mtu 1280
ip link | grep mtu
ip link set A mtu 1500
ip link set mv mtu 67
ip link set mv mtu 1500
ip link | grep mtu
ip link add link A name nv mtu 9000 type macvlan
ip link add link A name nv mtu 60 type macvlan
ip link add link A name nv mtu 1200 type macvlan
ip link show nv | grep mtu
ip link del A
