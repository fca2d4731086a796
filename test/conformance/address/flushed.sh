# Addresses are deleted one by one, without being named, and flushed by selectors
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link set A up
ip link set B up
sleep 0.1
ip addr add 10.0.0.1/24 brd + dev A label A:one
ip addr add 10.0.0.2/24 broadcast - dev A
ip addr add 10.0.0.3/24 brd 10.0.0.255 dev A scope link
ip addr add 10.1.0.1 peer 10.1.0.2/24 dev A
ip addr add 10.1.0.5 peer 10.1.0.6 dev A
ip addr add local 10.2.0.1/16 dev A scope host metric 55 noprefixroute
ip addr add 10.4.0.1/24 dev A home
ip addr add 10.5.0.1/24 dev A mngtmpaddr
ip addr add 10.6.0.1/24 dev A nodad
ip addr add 10.8.0.1/24 dev A proto 7
ip addr add fd00::1/64 dev A home nodad
ip addr add fd00::2/64 dev A mngtmpaddr nodad
ip addr add fd00::4/64 dev A noprefixroute nodad metric 77
ip addr add fd00::5/64 peer fd00::6/128 dev A nodad
ip addr add fd00::7/64 dev A preferred_lft 0 nodad
ip -4 addr del dev A
ip addr del 10.6.0.1 dev A
ip addr del 10.1.0.1 peer 10.1.0.2/24 dev A
ip -s addr flush dev A to 10.3.0.0/16
ip -s -s addr flush dev A label A:one
ip -s addr flush dev A scope host
ip -s addr flush dev A dynamic
ip -s addr flush dev A permanent
ip -s addr flush dev A
ip -s addr flush dev A
ip addr show A
ip -s addr flush up to 127.0.0.0/8 scope link
ip addr
