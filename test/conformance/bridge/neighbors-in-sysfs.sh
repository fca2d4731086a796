# /sys/class/net says of each link what it stands on, what stands on it and whose port it is
# oracle: root
ip link add br0 type bridge
ip link add e0 type veth peer name e1
ip link add br1 type bridge
ip link set e0 master br0
ip link add m0 link br0 type macvlan mode bridge
ip link add m1 link m0 type macvlan mode bridge
ip link add m2 link e1 type macvlan mode private
ip link set m2 netns x
ip link add vx0 type vxlan id 5 remote 10.0.0.2 dev e1 dstport 4789
ip link add vx1 type vxlan id 6 dstport 4790
ip link set vx1 master br0
ip link add tv0 link e1 type macvtap mode bridge
for d in br0 e0 e1 br1 m0 m1 vx0 vx1; do echo "$d: $(cd /sys/class/net/$d; ls -d upper* lower* master brport* 2> /dev/null | xargs)"; done
readlink /sys/class/net/e1/upper_vx0 /sys/class/net/e0/master /sys/class/net/e0/brport /sys/class/net/e0/upper_br0 /sys/class/net/br0/lower_e0 /sys/class/net/vx0/lower_e1
ip -n x link show m2 | head -1
ip link set e0 name wire
ls -d /sys/class/net/br0/lower_* /sys/class/net/wire/upper*
ls /sys/class/net/br0/brif
cat /sys/class/net/br0/lower_wire/ifindex
test -d /sys/class/net/e1/upper_vx0 && echo dir
ls /sys/class/net/*/upper_* -d
ls -l /sys/class/net/br0/lower_wire | sed 's/.* \(\/sys\)/\1/'
ip link del m0
ip link del m1
ip link set wire nomaster
ls -d /sys/class/net/br0/lower_*
sleep 2
