# Tokens for addresses of routers' prefixes: set, shown, taken away, lost with the namespace
# oracle: root
ip token
ip link add A type veth peer name B
ip token
ip token list
ip -j token
ip token set ::1:2:3:4 dev A
ip token
ip token | od -A n -c | head -n 3
ip -j -p token list dev A
ip -c=always token get dev A
ip token get dev A
ip token set fd00::5 dev A
ip token get dev A
ip -d link show A
ip token set ::1/64 dev B
ip token
ip link set A up; ip link set B up
ip token set dev A ::7
ip token l
ip token s ::9 dev A
ip token list foo
ip token list dev A foo
ip token del dev A
ip token d dev B
ip token
ip token add ::3 dev A
ip token set :: dev A
ip token
ip token set ::4 dev A
sysctl -q net.ipv6.conf.A.disable_ipv6=1
ip token
ip link add br0 type bridge
ip link set A arp off
ip token
ip netns add n1
ip link set A netns n1
ip -n n1 token
ip -n n1 link set A arp on
ip -n n1 token
ip -n n1 token set ::8 dev A
ip -n n1 token
ip link set B mtu 1000
ip token
