# Numbers as brctl reads them: as far as they go, decimal, octal or hexadecimal.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link add br1 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link set A master br0
ip link set B up
ip link set A up
ip link set br0 up
sleep 0.1
brctl setbridgeprio br0 1.5
brctl setbridgeprio br0 0x10
brctl setportprio br0 A 010
brctl setpathcost br0 A 12x
brctl setpathcost br0 A x
brctl setfd br0 1e1
brctl setfd br0 3,5
ip -d link show br0 | grep -o "priority [0-9]*"
bridge -d link show dev A
brctl setbridgeprio nosuch 1.5
brctl setpathcost nosuch br1 10
brctl setpathcost br0 br1 10
brctl setpathcost br0 nosuch 10
brctl setpathcost A br1 10
brctl setpathcost br1 A 20
brctl hairpin br0 br1 on
