# What an ipvlan interface sends to another of the same link, and is longer than that one takes, is lost and counted
# oracle: vm
for d in all default; do sysctl -qw net.ipv6.conf.$d.disable_ipv6=1; done
ip link add ens160 type veth peer name lan0
ip link set lan0 up
ip link set ens160 up
ip netns add net1
ip netns add net2
for i in 1 2; do ip netns exec net$i sysctl -qw net.ipv6.conf.default.disable_ipv6=1; ip link add ipvlan$i link ens160 type ipvlan mode l3; ip link set ipvlan$i netns net$i; ip -n net$i addr add 10.1.$i.2/24 dev ipvlan$i; ip -n net$i link set ipvlan$i up; ip -n net$i route add default dev ipvlan$i; done
ip -n net1 link set ipvlan1 mtu 1400
ip netns exec net1 ping -c 1 -W 0.2 -s 1372 10.1.2.2
ip netns exec net1 ping -c 1 -W 0.2 -s 1376 10.1.2.2
ip netns exec net1 ping -c 1 -W 0.2 -s 1377 10.1.2.2
ip netns exec net1 ping -c 1 -W 0.2 -s 2900 10.1.2.2
ip -n net1 -s link show ipvlan1
ip netns exec net2 ping -c 1 -W 0.2 -s 1376 10.1.1.2
ip netns exec net2 ping -c 1 -W 0.2 -s 1377 10.1.1.2
ip -n net1 -s -s link show ipvlan1
ip -n net2 -s link show ipvlan2
ip addr add 10.1.0.1/16 dev ens160
ip netns add net3
ip netns exec net3 sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add ipvlan3 link lan0 type ipvlan mode l2
ip link add ipvlan4 link lan0 type ipvlan mode l2
ip link set ipvlan4 netns net3
ip -n net3 addr add 10.3.0.2/24 dev ipvlan4
ip -n net3 link set ipvlan4 up
ip addr add 10.3.0.1/24 dev ipvlan3
ip link set ipvlan3 up mtu 1300
ip netns exec net3 ping -c 1 -W 0.2 -s 1276 10.3.0.1
ip netns exec net3 ping -c 1 -W 0.2 -s 1277 10.3.0.1
ip -s link show ipvlan3
ip -n net3 -s link show ipvlan4
ping -b -c 1 -W 0.2 -s 1290 10.3.0.255 > /dev/null
ip netns exec net3 ping -b -c 1 -W 0.2 -s 1290 10.3.0.255 > /dev/null
ip -s link show ipvlan3
ip -n net1 link set ipvlan1 mtu 1600
ip -n net1 link set ipvlan1 mtu 50
ip -n net9 link set ipvlan1 mtu 1300
ip addr add 10.3.0.9/24 dev lan0
ip netns exec net3 ping -c 1 -W 0.2 10.3.0.9
ip link del ipvlan3
ip -all netns del
sleep 0.3
