# A group that came in by a device: no table is asked, the device has to be in it.
# oracle: root
ip link add v1 address 02:00:00:00:00:01 type veth peer v2 address 02:00:00:00:00:02
sysctl -qw net.ipv4.conf.v1.rp_filter=0
ip addr add 10.0.0.1/24 dev v1
ip link set v1 up
ip link set v2 up
sleep 3.2
echo "--- no route leads there"
ip route get 224.0.0.1 from 10.0.0.7 iif v1
ip route get 224.0.0.1 from 10.1.0.7 iif v1
ip route get 224.0.0.1 iif v1
ip -j route get 224.0.0.1 from 10.0.0.7 iif v1
ip route get fibmatch 224.0.0.1 from 10.0.0.7 iif v1
echo "--- a group that it is not in"
ip route get 239.1.1.1 from 10.0.0.7 iif v1
ip route get 224.0.0.251 from 10.0.0.7 iif v1
ip route get 224.0.0.1 from 10.0.0.7 iif lo
echo "--- joined"
ip addr add 239.1.1.1/32 dev v1 autojoin
ip route get 239.1.1.1 from 10.0.0.7 iif v1
ip route get 239.1.1.1 iif v1
ip route get 239.1.1.1 ipproto igmp iif v1
ip route get 239.1.1.1 from 127.0.0.1 iif v1
ip route get 239.1.1.1 from 224.0.0.5 iif v1
ip route get 239.1.1.1 from 255.255.255.255 iif v1
ip route get 239.1.1.1 from 10.0.0.1 iif v1
echo "--- the way back"
sysctl -qw net.ipv4.conf.v1.rp_filter=1
ip route get 239.1.1.1 from 10.0.0.7 iif v1
ip route get 239.1.1.1 from 10.9.0.7 iif v1
echo "--- refused by a route"
ip route add prohibit 224.0.0.0/4
ip route get 239.1.1.1 from 10.0.0.7 iif v1
ip route get 239.9.9.9 from 10.0.0.7 iif v1
ip route get 224.0.0.1 from 10.0.0.7 iif nosuch
ip route get 224.0.0.1 from 10.0.0.7 iif v2
