# What stands on a device tells that one's speed, and who has none to tell says so
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link add v0 type veth peer name v1
ip link add d0 type dummy
ip link add link v0 name v0.5 type vlan id 5
ip link add link d0 name d0.5 type vlan id 5
ip link add mv0 link v0 type macvlan
ip link add iv0 link v1 type ipvlan
ip link add vx0 type vxlan id 5 dev v0 dstport 4789
ip link add vx1 type vxlan id 6 remote 10.0.0.1 dstport 4789
ip link add bo0 type bond
grep . /sys/class/net/*/speed
for link in lo v0 v1 d0 v0.5 d0.5 mv0 iv0 vx0 vx1 bo0; do ip link set $link up; done
sleep 1.2
grep . /sys/class/net/*/speed /sys/class/net/*/duplex
ethtool v0.5
ethtool d0.5
ethtool iv0
ethtool vx0
ethtool vx1
ethtool bo0
ethtool d0
