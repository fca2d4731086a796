# The carrier of a dummy, and macvlan interfaces that are held down, by what is written below /sys/class/net
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add d0 address 02:00:00:00:00:01 type dummy
ip link add m0 link d0 address 02:00:00:00:00:11 type macvlan mode bridge
w() {
  { echo "$1" > /sys/class/net/$3/$2; } 2>&1 | sed 's/.*: echo/echo/'
  cat /sys/class/net/$3/$2 2>&1
}
w 0 carrier d0
w x carrier d0
ip link set d0 up
ip link set m0 up
sleep 2
w 0 carrier d0
sleep 2
ip -br link
w 0 carrier d0
w x carrier d0
w 5 carrier d0
sleep 2
ip -br link
w 1 carrier m0
w 1 proto_down m0
sleep 2
ip link show m0 | sed 's/state [A-Z]*//'
w 0 proto_down m0
sleep 2
ip -br link show m0
w 1 proto_down d0
ip link set m0 protodown on protodown_reason 3 on
w 0 proto_down m0
sleep 2
ip link show m0
cat /sys/class/net/d0/carrier_changes /sys/class/net/d0/carrier_up_count /sys/class/net/d0/carrier_down_count
w 0x1082 flags d0
ip link show d0
w 0x1 flags d0
ip link show d0
w 0x83 flags d0
sleep 2
ip link show d0
w 1500x mtu d0
w 0 mtu d0
w 4294967295 mtu d0
w 9000 mtu d0
ip -br link show d0
ip link del d0
