# Which address a packet of IPv6 is sent from: the addresses of its interface alone where that is said, never a group's
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link add w0 address 02:00:00:00:00:03 type veth peer name w1 address 02:00:00:00:00:04
for d in v0 v1 w0 w1; do sysctl -qw net.ipv6.conf.$d.accept_dad=0 net.ipv6.conf.$d.router_solicitations=0; done
ip link set lo up
for d in v0 v1 w0 w1; do ip link set $d up; done
sleep 3
ip addr add 2001:db8:1::1/64 dev v0 nodad
ip addr add 2001:db8:2::1/64 dev w0 nodad
ip -6 route add 2001:db8:9::/64 via fe80::9 dev v1
ip -6 route add default via fe80::9 dev w1
ip -6 route get 2001:db8:9::1
ip -6 route get 2001:db8:5::1
sysctl -w net.ipv6.conf.w1.use_oif_addrs_only=1
ip -6 route get 2001:db8:5::1
ip addr add 2001:db8:3::5/128 dev w1 nodad
ip -6 route get 2001:db8:5::1
sysctl -w net.ipv6.conf.w1.use_oif_addrs_only=0
ip -6 route get 2001:db8:5::1
ip addr change 2001:db8:3::5/128 dev w1 preferred_lft 0
ip -6 route get 2001:db8:5::1
ip addr add ff0e::7/128 dev w1 autojoin
ip -6 route get 2001:db8:5::1
ip addr add ff0e::8/128 dev w1
sysctl -w net.ipv6.conf.w9.use_oif_addrs_only=1
sysctl -w net.ipv6.conf.w1.use_oif_addrs_only=yes
ip link del v0
ip link del w0
