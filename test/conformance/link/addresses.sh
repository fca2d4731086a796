# Addresses: several on a link, secondaries, duplicates, removal and what it does to routes.
# oracle: root
sudo sysctl -qw net.ipv6.conf.default.accept_dad=0
sudo ip link add A type veth peer name B
sudo ip link set A up
sudo ip link set B up
sudo ip addr add 10.3.0.1/24 dev A
sudo ip addr add 10.3.0.2/24 dev A
sudo ip addr add 10.3.0.2/24 dev A
sudo ip addr add 10.3.0.3/16 dev A
sudo ip addr add 192.168.9.1/24 broadcast + dev A label A:1
ip addr show A
ip route
sudo ip route add 10.9.0.0/16 via 10.3.0.9
sudo ip route add 10.9.0.0/16 via 10.3.0.9
sudo ip route add 10.10.0.0/16 dev A
sudo ip route add 10.11.0.0/16 via 10.99.0.1
ip route
sudo ip addr del 10.3.0.1/24 dev A
ip addr show A
ip route
sudo ip addr del 10.3.0.77/24 dev A
sudo ip addr flush dev A
ip addr show A
ip route
sudo ip route del default
sudo ip link del A
ip route
