# Who asks by a device does not hear what this host itself finds unreachable
# oracle: root
ip link set lo up
ip link add up0 type veth peer name far0
ip addr add 10.61.0.1/24 dev up0
ip link set up0 up
ip link set far0 up
ping -c 1 -W 4 -I up0 10.61.0.9
ping -c 1 -W 4 -I 10.61.0.1 10.61.0.9
ping -c 1 -W 1 -I up0 10.61.0.1
traceroute -n -w 4 -q 1 -m 1 -i up0 10.61.0.9
traceroute -n -w 4 -q 1 -m 1 10.61.0.9
traceroute -n -I -w 4 -q 1 -m 1 -i up0 10.61.0.9
sysctl -w net.ipv4.ping_group_range="0 100"
ping -c 1 -W 4 -I up0 10.61.0.9
traceroute -n -I -w 4 -q 1 -m 1 -i up0 10.61.0.9
ip link del up0
