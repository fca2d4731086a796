# How large packets get before they are cut and when they are put together: gso_max_size and its kin
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add mv link A type macvlan
ip link add v5 type vxlan id 5 dstport 4789
ip link set A gso_max_size 1000
ip -d link show A
ip link set A gso_max_size 65537
ip link set A gso_max_size 600000
ip link set A gso_max_size 192
ip link set A gso_max_size 193
ip link set A gso_max_size 0
ip -d link show A
ip link set A gso_max_segs 10
ip link set A gso_max_segs 0
ip link set A gso_max_segs 65535
ip link set A gso_max_segs 65536
ip link set A gro_max_size 1000
ip link set A gro_max_size 600000
ip link set A gro_max_size 0
ip -d link show A
ip link set A gso_max_size x
ip link set A gso_max_size -1
ip link set A gso_max_size
ip link set A gso_max_segs x
ip link set A gro_max_size x
ip link set A gso_max_size 70000 gro_max_size 70000
ip -d -j link show A | grep -o '"g.o_max[^,}]*'
ip link set v5 gso_max_size 70000
ip link set v5 gro_max_size 70000
ip link set lo gso_max_size 50000
ip -d link show lo
ip -d link show mv
ip link add C gso_max_size 3000 gso_max_segs 5 gro_max_size 9000 type veth peer name D gso_max_size 4000
ip -d link show C
ip -d link show D
ip link add E gso_max_size 600000 type veth
ip link show E
ip link add F gso_max_size 5000 type veth
ip -d link show type veth | grep -o 'gso_max_size [0-9]*'
ip link set group default gso_max_segs 50
ip -d link show B | tail -n 1
ip link set mv gso_max_size 4000 type macvlan mode bridge
ip -d link show mv | tail -n 1
ip link set A numrxqueues 3 numtxqueues 5
ip link set A numrxqueues x
ip -d link show A | tail -n 1
ip link set A xdp off
ip link set A xdpgeneric off
ip link set A xdpdrv off
ip link set A xdpoffload off
ip link set lo xdp off
ip link set A xdp
ip link set A xdp obj
ip link set A xdp frob
