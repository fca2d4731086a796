# An own address is no gateway for IPv6, whether it is in use yet or not, and on whichever link.
# oracle: root
ip link add A type veth peer name B
ip link add C type veth peer name D
ip address add fd00::4/48 dev A
ip -6 route add 2001:db8:77::/48 via fd00::4 dev C
ip -6 route add 2001:db8:77::/48 via fd00::4 dev A
ip -6 route add 2001:db8:77::/48 via fd00::4
ip link set C up
ip -6 route add 2001:db8:77::/48 via fd00::4 dev C
ip link set A up
ip -6 route add 2001:db8:77::/48 via fd00::4 dev A
ip -6 route add 2001:db8:77::/48 via fd00::5 dev A
ip link set B up
sleep 0.1
ip addr add fd01::1/64 dev A nodad
ip -6 route add 2001:db8:78::/48 via fd01::1
ip -6 route add 2001:db8:78::/48 via fd01::1 dev A
ip -6 route add 2001:db8:78::/48 via fd01::2 dev B
ip -6 route add 2001:db8:78::/48 via fd01::2 dev lo
ip -6 route show 2001:db8::/32
ip link del A
