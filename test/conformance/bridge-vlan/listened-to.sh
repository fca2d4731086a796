# A bridge takes what is of VLANs that it does not have while somebody listens to all that passes, or when it shall
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1 mcast_snooping 0
ip link add v0 address 02:00:00:00:00:02 type veth peer name w0 address 02:00:00:00:00:03
ip link add v1 address 02:00:00:00:00:04 type veth peer name w1 address 02:00:00:00:00:05
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1 net.ipv6.conf.v0.disable_ipv6=1 net.ipv6.conf.w0.disable_ipv6=1
sysctl -qw net.ipv6.conf.v1.disable_ipv6=1 net.ipv6.conf.w1.disable_ipv6=1
ip link set v0 master br0
ip link set v1 master br0
bridge vlan add dev v0 vid 10 pvid untagged
bridge vlan add dev v1 vid 10
bridge vlan del dev br0 vid 1 self
ip link set br0 up
ip link set v0 up
ip link set w0 up
ip link set v1 up
ip link set w1 up
ip addr add 192.0.2.1/24 dev w0
ip neigh add 192.0.2.9 lladdr ff:ff:ff:ff:ff:ff dev w0
sleep 1.5
ping -c 1 -W 1 192.0.2.9
tcpdump -n -e -i br0 -c 1 icmp > heard 2> /dev/null &
sleep 1.5
ping -c 1 -W 1 192.0.2.9
wait
cut -d " " -f 2- heard | sed "s/id [0-9]*/id/"
tcpdump -p -n -e -i br0 vlan > heard 2> /dev/null &
sleep 1.5
ping -c 1 -W 1 192.0.2.9
kill $!
wait
cat heard
ip link set br0 promisc on
tcpdump -p -n -e -i br0 -c 1 vlan 10 > heard 2> /dev/null &
sleep 1.5
ping -c 1 -W 1 192.0.2.9
wait
cut -d " " -f 2- heard | sed "s/id [0-9]*/id/"
tcpdump -i br9 -c 1
bridge vlan del dev br0 vid 1 self
rm heard
ip link del br0
ip link del v0
ip link del v1
