# What programs say to words they do not know, and names that cannot be any.
# oracle: root
sysctl -s x
sysctl --foo
route ip del default
ping -c 1 100..1.4
ping -c 1 a..
ping -c 1 a.
ping -c 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
ip link add br0 type bridge
ip link set br0 mtu 68
ip neigh add 2001:db8::9 lladdr 02:00:00:00:00:01 dev br0
ip neigh add proxy 2001:db8::9 dev br0
ip addr add 172.17.42.5/32 dev lo
ip addr add 10.0.0.5/24 dev lo
ip route add default via 10.0.0.7
ip route get 192.168.1.1
