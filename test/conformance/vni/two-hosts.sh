# Two hosts with one VXLAN interface each for several networks, which bridges lead their VLANs to
# oracle: vm
ip netns add far
ip link add A type veth peer name B
ip link set B netns far
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n far addr add 10.0.0.2/24 dev B
ip link set A address 02:00:00:00:00:01 up
ip -n far link set B address 02:00:00:00:00:02 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n far neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
ip link add br0 type bridge vlan_filtering 1 vlan_default_pvid 0 mcast_snooping 0
ip -n far link add br0 type bridge vlan_filtering 1 vlan_default_pvid 0 mcast_snooping 0
ip link add vx type vxlan external vnifilter dstport 4789 local 10.0.0.1 learning
ip -n far link add vx type vxlan external vnifilter dstport 4789 local 10.0.0.2
sysctl -qw net.ipv6.conf.vx.disable_ipv6=1 net.ipv6.conf.br0.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.vx.disable_ipv6=1 net.ipv6.conf.br0.disable_ipv6=1
ip link set vx address 02:00:00:00:00:10 master br0
ip -n far link set vx address 02:00:00:00:00:20 master br0
bridge link set dev vx vlan_tunnel on learning off
bridge -n far link set dev vx vlan_tunnel on learning on
bridge vlan add dev vx vid 10
bridge vlan add dev vx vid 20
bridge vlan add dev vx vid 10 tunnel_info id 1010
bridge vlan add dev vx vid 20 tunnel_info id 1020
bridge -n far vlan add dev vx vid 30
bridge -n far vlan add dev vx vid 30 tunnel_info id 1010
bridge vni add dev vx vni 1010 remote 10.0.0.2
bridge vni add dev vx vni 1020 remote 10.0.0.2
bridge -n far vni add dev vx vni 1010 remote 10.0.0.1
bridge vlan add dev br0 vid 10 self
bridge vlan add dev br0 vid 20 pvid untagged self
bridge -n far vlan add dev br0 vid 30 pvid untagged self
ip link set br0 address 02:00:00:00:01:00 up
ip link set vx up
ip -n far link set br0 address 02:00:00:00:02:00 up
ip -n far link set vx up
ip -n far addr add 192.168.1.2/24 dev br0
ip neigh add 192.168.1.2 lladdr 02:00:00:00:02:00 dev br0 nud permanent
ip -n far neigh add 192.168.1.1 lladdr 02:00:00:00:01:00 dev br0 nud permanent
ip addr add 192.168.1.1/24 dev br0
ping -c 1 -W 1 -q 192.168.1.2 | grep -c "100% packet loss"
bridge -s vni | grep -A1 1020
bridge vlan add dev br0 vid 20 self
bridge vlan add dev br0 vid 10 pvid untagged self
ping -c 3 -i 0.2 -W 1 -q 192.168.1.2 | grep -c " 0% packet loss"
bridge -s vni | grep -A2 1010
bridge fdb show dev vx | grep -v 33:33 | sort
bridge -n far fdb show br br0 | grep 01:00
bridge -n far vni delete dev vx vni 1010
ping -c 1 -W 1 -q 192.168.1.2 | grep -c "100% packet loss"
ip link del br0
ip -n far link del br0
