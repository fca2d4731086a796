# What is wrong with an address, or with its deletion
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link set A up
ip link set B up
sleep 0.1
ip addr add 10.0.0.1/24 dev A
ip addr add 10.9.0.1/24 dev A label nope
ip addr add 10.9.0.1/24 dev A label A:averyveryverylonglabel
ip addr add 10.9.0.1/24 dev A label Anolabelcolon
ip addr add 10.9.0.1/24 brd foo dev A
ip addr add 10.9.0.1/24 dev A scope foo
ip addr add 10.9.0.1/24 dev A valid_lft foo
ip addr add 10.9.0.1/24 dev A valid_lft 0
ip addr add 10.9.0.1/24 dev A preferred_lft 100 valid_lft 50
ip addr add 10.9.0.1/24 dev A metric x
ip addr add 10.9.0.1/24 10.9.0.2/24 dev A
ip addr add 10.9.0.1/24 local 10.9.0.2/24 dev A
ip addr add 10.9.0.1/24 peer fd00::1 dev A
ip addr add 10.9.0.1/24 anycast 10.9.0.5 dev A
ip addr add fd00::9/64 brd + dev A
ip addr add fd00::9/64 label A:x dev A
ip addr add 10.4.0.1/24 dev A home
ip addr add 10.7.0.1/24 dev A autojoin
ip addr add fd00::7/64 dev A autojoin
ip addr show foo
ip addr show dev A dev B
ip addr show A home nonsense
ip addr del 10.8.0.1 dev A
ip addr del 10.0.0.99/24 dev A
ip addr del 10.1.0.1 peer 10.1.0.2/24 dev A
ip addr del 10.0.0.1/24 dev A label nope
ip addr del fd00::7 dev A
ip addr del fd00::77/64 dev A
ip addr del foo dev A
ip addr del 10.0.0.1/24
ip addr flush
ip addr flush dev nowhere
ip addr nonsense
ip -6 addr del dev A
ip addr del dev A
ip -4 addr del dev A label A:x
ip -4 addr show dev A
ip link del A
