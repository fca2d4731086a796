# What a new link may have from the start: flags, broadcast address, mode
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A allmulticast on type veth peer name B
ip link add A2 arp off type veth
ip link add A3 brd 02:ff:ff:ff:ff:ff type veth
ip link add A4 carrier off type veth
ip link add A5 down type veth
ip link add A6 dyn on type veth
ip link add A7 dynamic on type veth
ip link add A8 multicast off type veth
ip link add A9 nomaster type veth
ip link add A10 promisc on type veth
ip link add A11 qlen 77 type veth
ip link add A12 state dormant type veth
ip link add A13 state frob type veth
ip link add A14 trailers off type veth
ip link add A15 txqlen 78 type veth
ip link add A16 mode dormant type veth
ip link add A17 arp frob type veth
ip link add A18 link A arp off promisc on type macvlan
ip link add A19 multicast off type bridge
ip link add F arp off promisc on type veth peer name G multicast off allmulticast on
ip link show
ip -d link show A10
ip -d link show A18
ip link set A brd ff:ff:ff:ff:ff:fe
ip link set A dyn on
ip link set A dynamic off
ip link set A trailers on
ip link set A trailers off
ip link set A trailers frob
ip link set A txqlen 99
ip link set A qlen 98
ip link set A txqlen x
ip link show A
for words in "address 02:00:00:00:00:01" "addrgenmode none" "alias x" "allmulticast on" "arp off" "brd ff:ff:ff:ff:ff:ff" "carrier off" down "dyn on" "dynamic on" "index 5" "master A19" "mode dormant" "multicast off" "netns n9" nomaster "numrxqueues 2" "numtxqueues 2" "promisc on" "protodown off" "qlen 5" "state up" "trailers on" "txqlen 5" "txqueuelen 5" "vrf v9"; do echo "# $words"; ip link del A3 $words; ip link add A3 type veth peer name Z3 2>&1; done
