# A GRE tunnel whose outside is in one VRF and whose inside is in another
# oracle: vm
ip netns add far
ip link add up type veth peer name up netns far
for n in "" "-n far"; do ip $n link add under type vrf table 10; ip $n link set under up; ip $n link add over type vrf table 20; ip $n link set over up; ip $n link set up master under; ip $n link set up up; done
ip address add 192.0.2.1/30 dev up
ip -n far address add 192.0.2.2/30 dev up
ip link add ends type dummy
ip link set ends master under up
ip address add 198.51.100.1/32 dev ends
ip -n far link add ends type dummy
ip -n far link set ends master under up
ip -n far address add 198.51.100.2/32 dev ends
ip route add vrf under 198.51.100.2 via 192.0.2.2
ip -n far route add vrf under 198.51.100.1 via 192.0.2.1
ip link add gre1 type gre local 198.51.100.1 remote 198.51.100.2 dev ends
ip -n far link add gre1 type gre local 198.51.100.2 remote 198.51.100.1 dev under
ip link set gre1 master over up
ip -n far link set gre1 master over up
ip address add 10.9.0.1/30 dev gre1
ip -n far address add 10.9.0.2/30 dev gre1
sleep 0.5
ip vrf exec over ping -c 1 -W 1 10.9.0.2 >/dev/null; echo $?
ping -c 1 -W 1 -I over 10.9.0.2 >/dev/null; echo $?
ping -c 1 -W 1 10.9.0.2
ip route del vrf under 198.51.100.2
ping -c 1 -W 1 -I over 10.9.0.2 >/dev/null; echo $?
ip -s link show gre1 | tail -1
bridge mdb add dev over port up grp 01:00:01:c0:ff:ee permanent
ip link add br0 up type bridge vlan_filtering 0
ip link set br0 up
bridge mdb add dev br0 port br0 grp 01:00:01:c0:ff:ee permanent
bridge mdb add dev br0 port br0 grp 01:00:01:c0:ff:ee permanent
bridge mdb add dev br0 port br0 grp 239.1.1.1 permanent
bridge mdb show dev br0 | grep c0:ff
bridge mdb del dev br0 port br0 grp 01:00:01:c0:ff:ee permanent
bridge mdb show dev br0 | grep c0:ff
ip link del br0
