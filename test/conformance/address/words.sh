# Words of `ip address` in an order, a number or a form that is not the usual one
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1 net.ipv6.conf.A.accept_dad=0
try() {
  "$@"
  echo "= $?"
  ip -br addr show dev A
  ip addr flush dev A
}
# the family is that of the first address that has one
try ip addr add peer default local 10.0.0.1 dev A
try ip addr add 10.0.0.1 peer any dev A
try ip addr add 10.0.0.1 peer default dev A
try ip addr add 2001:db8::1 peer default dev A
try ip addr add peer 10.0.0.2 local default dev A
try ip addr add peer 2001:db8::2 local 10.0.0.1 dev A
try ip addr add brd 2001:db8::2 local 10.0.0.1 dev A
try ip addr add brd 2001:db8::2 local 2001:db8::1 dev A
try ip addr add brd 10.0.0.1/24 dev A
try ip addr add 10.0.0.1/24 anycast any dev A
try ip addr add 10.0.0.1/24 anycast 10.0.0.5 anycast 10.0.0.6 dev A
try ip addr add 10.0.0.1/24 brd 0 dev A
# flags are taken where they stand
try ip addr add nodad 2001:db8::1/64 dev A
try ip addr add 2001:db8::1/64 home nodad dev A
try ip addr add home home 10.0.0.1/24 dev A
try ip addr add 10.0.0.1/24 dev A optimistic scope nowhere
try ip addr add 10.0.0.1/24 dev A secondary
try ip addr add 10.0.0.1/24 dev A permanent tentative
try ip addr add 10.0.0.1/24 dev A homeaddress
try ip addr add 10.0.0.1/24 dev A -nodad
try ip addr add 2001:db8::1/48 mngtmpaddr dev A
try ip addr add 10.0.0.1/24 valid_lft forever valid_lft forever dev A
try ip addr add 10.0.0.1/24 preferred_lft forever preferred_lft 5 dev A
# listings
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.1.1/24 dev A label A:1
ip addr add 2001:db8::1/64 dev A nodad
ip link set A up
ip addr show label A
ip addr show dev A up label 'A:*'
ip -s addr show label A
ip -br addr show label A
ip -j addr show label A
ip link show label A
ip addr show dev A -dynamic
ip addr show dev A -permanent
ip addr show dev A -home
ip addr show dev A -foo
ip addr show dev A homeaddress
ip -j addr show group 5
ip -j -p link show type nosuch
ip -j link show dev A type bridge
ip -j link show type bridge
ip -j link show up
