# Frames counted by VLAN: shared by the ports of a bridge or at each by itself, and who may ask for that
# oracle: vm
ip link add br0 type bridge vlan_filtering 1 mcast_snooping 0
for i in 1 2 3; do ip netns add h$i; ip link add p$i type veth peer name eth0 netns h$i; ip -n h$i link set eth0 addrgenmode none; ip -n h$i addr add 10.0.0.$i/24 dev eth0; done
for i in 1 2 3; do ip link set p$i addrgenmode none; ip link set p$i master br0; done
ip link set br0 addrgenmode none
ip link set br0 up
for i in 1 2 3; do ip link set p$i up; ip -n h$i link set eth0 up; done
ip addr add 10.0.0.9/24 dev br0
ip link set br0 address 02:00:00:00:00:09
for i in 1 2 3; do ip -n h$i link set eth0 address 02:00:00:00:00:0$i; done
for i in 1 2 3; do for j in 1 2 3 9; do ip -n h$i neigh replace 10.0.0.$j lladdr 02:00:00:00:00:0$j dev eth0 nud permanent; done; done
for i in 1 2 3; do ip neigh replace 10.0.0.$i lladdr 02:00:00:00:00:0$i dev br0 nud permanent; done
sleep 0.5
bridge -s vlan
cat /sys/class/net/br0/bridge/vlan_stats_enabled /sys/class/net/br0/bridge/vlan_stats_per_port
ip link set br0 type bridge vlan_stats_enabled 2
ip link set br0 type bridge vlan_stats_enabled 256
ip link set br0 type bridge vlan_stats_enabled on
ip link set br0 type bridge vlan_stats_per_port 1
ip link set br0 type bridge vlan_stats_per_port 0
ip link set br0 type bridge vlan_stats_per_port 2
ip netns exec h1 ping -c 1 10.0.0.2 > /dev/null
bridge -s vlan show dev p1
ip link set br0 type bridge vlan_stats_enabled 1
ip -d link show br0 | grep -o 'vlan_stats_enabled.*vlan_stats_per_port .'
ip netns exec h1 ping -c 2 -i 0.2 10.0.0.2 > /dev/null
bridge -s vlan
ip netns exec h1 ping -c 1 -s 1000 10.0.0.9 > /dev/null
bridge -s vlan show dev br0
bridge -s vlan show vid 1
ip neigh add 10.0.0.77 lladdr 02:00:00:00:00:77 dev br0
ping -c 1 -W 0.2 10.0.0.77 > /dev/null
bridge -s vlan show dev p3
bridge vlan add vid 10 dev p1 pvid untagged
bridge vlan add vid 10 dev p3
bridge vlan del vid 1 dev p1
ip netns exec h1 ping -c 1 -W 0.2 10.0.0.2 > /dev/null
bridge -s vlan
bridge -s -j vlan show vid 10
bridge vlan del vid 10 dev p1
bridge vlan add vid 10 dev p1
bridge -s vlan show vid 10
bridge vlan del vid 10 dev p1
bridge vlan del vid 10 dev p3
bridge vlan add vid 10 dev p3
bridge -s vlan show vid 10
echo 0 > /sys/class/net/br0/bridge/vlan_stats_enabled
ip netns exec h2 ping -c 1 10.0.0.3 > /dev/null
bridge -s vlan show vid 1
echo 7 > /sys/class/net/br0/bridge/vlan_stats_enabled
echo 1 > /sys/class/net/br0/bridge/vlan_stats_per_port
for i in 1 2 3; do ip link set p$i nomaster; done
echo 1 > /sys/class/net/br0/bridge/vlan_stats_per_port
ip link set br0 type bridge vlan_stats_per_port 2
ip link set br0 type bridge vlan_stats_enabled 1
cat /sys/class/net/br0/bridge/vlan_stats_enabled /sys/class/net/br0/bridge/vlan_stats_per_port
for i in 1 2 3; do ip link set p$i master br0; done
sleep 1
ip netns exec h1 ping -c 1 10.0.0.2 > /dev/null
bridge -s vlan
ip link set p2 nomaster
ip link set p2 master br0
bridge -s vlan show dev p2
bridge -s vlan show dev p9
ip link set br0 type bridge vlan_stats_per_port 0
ip link set br0 type bridge vlan_stats
ip link add br1 type bridge vlan_stats_enabled 1 vlan_stats_per_port 1
ip -d link show br1 | grep -o 'vlan_stats_enabled.*vlan_stats_per_port .'
ip link add br2 type bridge vlan_stats_per_port 3
ip link del br0
ip link del br1
ip -all netns del
sleep 0.5
