# The modes of a macvlan interface
# oracle: root
ip link add A type veth peer name B
ip link add link A name m1 type macvlan mode bridge
ip link add link A name m2 type macvlan mode private
ip link add link A name m3 type macvlan mode vepa
ip -d link show type macvlan | grep macvlan
ip link set m1 type macvlan mode vepa
ip -d link show m1 | grep macvlan
ip link add link A name m4 type macvlan mode passthru
ip link del m1
ip link del m2
ip link del m3
ip link add link A name m4 type macvlan mode passthru
ip -d link show m4
ip link add link A name m5 type macvlan mode bridge
ip link set m4 type macvlan mode bridge
ip link add link B name nv type macvlan mode bridge
ip link set nv type macvlan mode passthru
ip -d link show nv | grep macvlan
ip link del A
