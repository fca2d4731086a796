# Macvlan interfaces: addresses that others have, addresses for a mode without any, and what stays of what is refused
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0
ip link set v0 up
ip link add m1 link v0 address 02:00:00:00:01:0a type macvlan mode bridge
ip link add m2 link v0 address 02:00:00:00:01:0a type macvlan mode bridge
ip link set m1 up
ip link set m2 up
ip link set m2 address 02:00:00:00:01:0a
ip link set m2 address 02:00:00:00:00:01
ip link del m2
ip link add m3 link v0 type macvlan mode source macaddr add 02:00:00:00:00:05
ip link set m3 type macvlan macaddr set 02:00:00:00:00:06 02:00:00:00:00:07 01:00:00:00:00:00
ip -d link show m3 | grep -o 'mode.*usedbc\|remotes.*addrgen'
ip link set m3 type macvlan mode private macaddr add 02:00:00:00:00:06
ip -d link show m3 | grep -o 'mode.*usedbc\|remotes.*addrgen'
ip link set m3 type macvlan mode passthru
ip -d link show m3 | grep -o 'mode.*usedbc'
ip link del v0
