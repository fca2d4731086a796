# Addresses saved to a file, lost, and brought back
# oracle: root
ip link add A type veth peer name B
ip link set A addrgenmode none; ip link set B addrgenmode none
ip link set B up; ip link set A up
ip addr add 10.0.0.1/24 brd + dev A label A:x metric 9
ip addr add 10.0.0.3/24 dev A
ip addr add 10.1.0.1 peer 10.1.0.2/32 dev A
ip addr add 10.2.0.1/16 dev A scope link noprefixroute
ip addr add fd00::1/64 dev A nodad
ip addr add fd00::5 peer fd00::6/128 dev A nodad metric 77
ip addr save dev A > saved
wc -c < saved
ip -4 addr save dev A | wc -c
ip -6 addr save dev A | wc -c
ip addr save to 10.1.0.2 | wc -c
ip -4 addr save dev A label nope | tail -c +21 | head -c 52 | od -A n -v -t x1
ip addr save to fd00::5 | wc -c
ip addr showdump < saved
ip -j addr showdump < saved
ip addr show dev A
ip addr flush dev A
ip addr show dev A
ip addr restore < saved
ip addr show dev A
ip route
ip addr restore < saved
ip addr show dev A
ip addr flush dev A
ip link del A
ip addr restore < saved
ip -br addr
