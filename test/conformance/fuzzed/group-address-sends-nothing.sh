# Who connects where a link's address is a group's is refused (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
ip link set A up
ip link set B up
sleep 1
ip addr add 224.0.0.1/24 dev A
ip route add 10.9.0.0/16 dev A
ping -c 1 -W 1 -I A 10.0.0.1
ping -c 1 -W 1 10.9.0.1
ping -c 1 -W 1 -I A 10.9.0.1
ping -c 1 -W 1 -I A 224.0.0.9
echo x > /dev/udp/10.9.0.1/9
echo x > /dev/tcp/10.9.0.1/9
ip addr flush dev A
ip addr add 255.255.255.255/24 dev A
sysctl net.ipv4.route.flush=x
sysctl net.ipv4.route.flush=1
sysctl net.ipv6.route.flush=x
ip link set nosuch xdpgeneric off up
ip link set A xdpgeneric off up
ip link set A xdpgeneric off
ip link set A xdp off mtu 1400
ip link set A xdp off off
ip link set A xdp x
ip link show A
ip link del A
