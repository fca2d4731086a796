# Addresses that outlast their link are told of once when it is up again
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.v1.disable_ipv6=1 net.ipv6.conf.v0.accept_dad=0 net.ipv6.conf.v0.router_solicitations=0 net.ipv6.conf.v0.keep_addr_on_down=1
ip link set v0 up
ip link set v1 up
sleep 3
ip addr add 2001:db8:1::1/64 dev v0
ip addr add 2001:db8:3::1/64 dev v0 nodad
ip addr add 2001:db8:4::1/64 dev v0 valid_lft 300 preferred_lft 300
sleep 0.5
ip monitor route address > told &
sleep 0.5
ip link set v0 down
sleep 0.5
ip -6 addr show dev v0
ip link set v0 up
sleep 2.5
ip -6 addr show dev v0
sysctl -w net.ipv6.conf.v0.keep_addr_on_down=x
ip addr del 2001:db8:4::1/64 dev v0
sleep 0.3
kill %1
wait
sed 's/expires [0-9]*sec/expires N/; s/_lft [0-9]*sec/_lft N/g' told
rm told
ip link del v0
