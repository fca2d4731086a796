# The kernel keeps the outermost tag beside what it filters: no filter needs `vlan` to see behind it, as it does in a file
# oracle: vm
ip netns add east
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02 netns east
ip link set v0 addrgenmode none
ip -n east link set v1 addrgenmode none
ip link add link v0 name v0.10 type vlan id 10
ip -n east link add link v1 name v1.10 type vlan id 10
ip link set v0.10 addrgenmode none
ip -n east link set v1.10 addrgenmode none
ip link add link v0.10 name v0.10.20 type vlan id 20
ip -n east link add link v1.10 name v1.10.20 type vlan id 20
ip link set v0.10.20 addrgenmode none
ip -n east link set v1.10.20 addrgenmode none
for i in v0 v0.10 v0.10.20; do ip link set $i up; done
for i in v1 v1.10 v1.10.20; do ip -n east link set $i up; done
ip addr add 10.0.0.1/24 dev v0
ip -n east addr add 10.0.0.2/24 dev v1
ip addr add 10.0.1.1/24 dev v0.10
ip -n east addr add 10.0.1.2/24 dev v1.10
ip addr add 10.0.2.1/24 dev v0.10.20
ip -n east addr add 10.0.2.2/24 dev v1.10.20
sleep 1.5
for i in 0 1 2; do ping -c 1 -W 1 10.0.$i.2 > /dev/null; done
n=0
listen() { ip netns exec east timeout 9 tcpdump -tnl -i v1 "$@" > heard.$n 2> /dev/null & n=$((n + 1)); }
listen icmp[0] = 8
listen icmp[0] = 8 and vlan
listen vlan and icmp[0] = 8
listen vlan 10 and vlan 20 and icmp[0] = 8
listen vlan 20 and icmp
listen icmp[0] = 8 and not vlan
listen dst host 10.0.1.2 and icmp
listen ether proto 0x8100 and ether dst 02:00:00:00:00:02 and greater 80
listen 'ether[12:2] = 0x800 and ether[23] = 1 and icmp[0] = 8'
listen icmp[0] = 8 and greater 99
ip netns exec east timeout 9 tcpdump -i v1 -w east.pcap icmp[0] = 8 or vlan 2> /dev/null &
sleep 5
for i in 0 1 2; do ping -c 1 -W 1 10.0.$i.2 > /dev/null; done
wait
for i in $(seq 0 9); do echo "= $i"; sed 's/id [0-9]*/id/' heard.$i; done
for i in 'icmp[0] = 8' 'vlan and icmp[0] = 8' 'icmp[0] = 8 and vlan' 'vlan and vlan and icmp[0] = 8' 'ether proto 0x8100 and greater 103'; do echo "= $i"; tcpdump -tnr east.pcap "$i" 2> /dev/null | sed 's/id [0-9]*/id/' | grep -v reply; done
tcpdump -r east.pcap vlan 5000
rm heard.* east.pcap
for i in 0 1 2; do ip neigh flush to 10.0.$i.2; ip -n east neigh flush to 10.0.$i.1; done
