# Frames with tags that no VLAN interface takes: for others, of unknown protocols, and those of VLAN 0
# oracle: vm
ip netns add X
ip netns exec X sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02 netns X
ip addr add 192.0.2.1/24 dev v0
ip link set v0 up
ip -n X link set e0 up
ip -n X link add link e0 name five type vlan id 5
ip -n X link add link five name six type vlan id 6
ip -n X link add link e0 name outer type vlan id 7 protocol 802.1ad
ip -n X link add link e0 name zero type vlan id 0
ip -n X link add link zero name eight type vlan id 8
for each in five six outer zero eight; do ip -n X link set $each up; done
try() {
  ip -n X addr add 192.0.2.2/24 dev $1
  ip -n X neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev $1
  ip neigh replace 192.0.2.2 lladdr 02:00:00:00:00:02 dev v0
  ip netns exec X ping -c 1 -W 1 -q 192.0.2.1 | grep loss | sed 's/, time.*//'
  ip -n X neigh replace 192.0.2.1 lladdr ff:ff:ff:ff:ff:ff dev $1
  ip netns exec X ping -c 1 -W 1 -q 192.0.2.1 | grep loss | sed 's/, time.*//'
  ip -s -s link show v0 | sed -n 3,6p
  grep '^Ip: [0-9]' /proc/net/snmp | cut -d' ' -f4,10
  ip -n X addr del 192.0.2.2/24 dev $1
}
sleep 2
for each in e0 five six outer zero eight; do echo "== $each"; try $each; done
# An interface in a VLAN takes its own, one that is down loses them, and one of another protocol does not.
ip link add link v0 name mine type vlan id 5
ip link add link v0 name other type vlan id 7
ip link set other up
try five
try outer
ip link set mine up
try five
ip -s link show mine | tail -4 | head -2
ip link add m0 link v0 address 02:00:00:00:00:11 type macvlan mode bridge
ip link set m0 up
ip -n X addr add 192.0.2.2/24 dev six
ip -n X neigh add 192.0.2.9 lladdr 02:00:00:00:00:11 dev six
ip netns exec X ping -c 1 -W 1 -q 192.0.2.9 | grep loss | sed 's/, time.*//'
ip -s -s link show m0 | sed -n 3,6p
ip link del v0
ip netns del X
