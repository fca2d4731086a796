# What stands on a link that comes up gets its routes after those whose carrier it is; lo and its ::1, and who does not send by it.
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip link add link A name mv0 address 02:00:00:00:00:03 type macvlan mode bridge
ip link set mv0 up
ip link set B up
ip link set A up
sleep 0.5
ip -6 route show table all
ip link set A down
sleep 0.5
ip -6 route show table all
ip link add br0 type bridge
ip -6 route add prohibit default metric 10
ip route get fd00::3
ip route get fd00::3 oif br0
ip route get fd00::3 oif lo
ip -6 route del prohibit default
ip netns add red
ip netns exec red sysctl -q net.ipv6.conf.lo.addr_gen_mode=1
ip -n red link set lo up
ip -n red -6 route show table all
ip -n red link set lo mtu 1279
ip -n red link property add dev lo altname loop
ip -n red -6 route show table all
