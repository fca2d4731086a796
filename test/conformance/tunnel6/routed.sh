# Networks behind tunnels over IPv6: hosts hear of what is too long, of hosts and routes that are not there, and of loops; classes are passed on
# oracle: vm
for ns in lan left mid right; do ip netns add $ns; ip netns exec $ns sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.all.forwarding=1 net.ipv4.ip_forward=1; done
ip link add e0 netns lan type veth peer name lan netns left
ip link add m0 netns left type veth peer name l0 netns mid
ip link add r0 netns mid type veth peer name m0 netns right
ip -n lan addr add 192.168.1.2/24 dev e0
ip -n lan addr add fd01::2/64 dev e0
ip -n left addr add 192.168.1.1/24 dev lan
ip -n left addr add fd01::1/64 dev lan
ip -n left addr add 2001:db8:1::1/64 dev m0
ip -n mid addr add 2001:db8:1::2/64 dev l0
ip -n mid addr add 2001:db8:2::2/64 dev r0
ip -n right addr add 2001:db8:2::1/64 dev m0
ip -n lan link set e0 up
ip -n left link set lan up
ip -n left link set m0 up
ip -n mid link set l0 up
ip -n mid link set r0 up
ip -n right link set m0 up
ip -n lan route add default via 192.168.1.1
ip -n lan route add default via fd01::1
ip -n left route add 2001:db8:2::/64 via 2001:db8:1::2
ip -n right route add 2001:db8:1::/64 via 2001:db8:2::2
ip -n left link add t0 type ip6tnl mode any local 2001:db8:1::1 remote 2001:db8:2::1 tclass inherit dscp inherit
ip -n right link add t0 type ip6tnl mode any local 2001:db8:2::1 remote 2001:db8:1::1 dscp inherit tclass 0x40
ip -n left link set t0 up
ip -n right link set t0 up
ip -n right link set lo up
ip -n right addr add 192.168.9.9/32 dev lo
ip -n right addr add fd09::9/128 dev lo
ip -n left route add 192.168.9.0/24 dev t0
ip -n left route add fd09::/64 dev t0
ip -n right route add 192.168.1.0/24 dev t0
ip -n right route add fd01::/64 dev t0
sleep 1
ip netns exec lan ping -c 1 -W 1 -q 192.168.9.9
ip netns exec lan ping -c 1 -W 1 -q fd09::9
ip netns exec lan ping -c 1 -W 1 -M do -s 1440 192.168.9.9
ip netns exec lan ping -c 1 -W 1 -M do -s 1440 fd09::9
ip netns exec lan ping -c 1 -W 1 -s 1440 -q 192.168.9.9
ip -n mid link set r0 mtu 1400
ip netns exec lan ping -c 1 -W 1 -M do -s 1400 192.168.9.9
ip netns exec lan ping -c 1 -W 1 -M do -s 1400 192.168.9.9
ip netns exec lan ping -c 1 -W 1 -M do -s 1380 fd09::9
ip netns exec lan ping -c 1 -W 1 192.168.9.8
ip netns exec lan ping -c 1 -W 1 fd09::8
ip netns exec right tcpdump -ntvl -i m0 -c 4 'ip6 proto 60' > /tmp/m0 2> /dev/null &
ip netns exec lan tcpdump -ntvl -i e0 -c 2 'icmp[0] = 0 or icmp6[0] = 129' > /tmp/e0 2> /dev/null &
sleep 2
ip netns exec lan ping -c 1 -W 1 -q -Q 0x48 192.168.9.9
ip netns exec lan ping -c 1 -W 1 -q -Q 0x49 fd09::9
wait
sed 's/id [0-9]*,/id ID,/g; s/flowlabel 0x[0-9a-f]*, //g' /tmp/m0
sed 's/id [0-9]*,/id ID,/g; s/flowlabel 0x[0-9a-f]*, //g' /tmp/e0
ip -n mid route add unreachable 2001:db8:2::1/128
ip netns exec lan ping -c 1 -W 1 192.168.9.9
ip netns exec lan ping -c 1 -W 1 fd09::9
ip -n mid route del unreachable 2001:db8:2::1/128
ip -n left link set t0 type ip6tnl hoplimit 1
ip netns exec lan ping -c 1 -W 1 192.168.9.9
ip netns exec lan ping -c 1 -W 1 fd09::9
ip -n left link set t0 type ip6tnl hoplimit inherit
ip netns exec lan ping -c 1 -W 1 -q -t 2 fd09::9
ip netns exec lan ping -c 1 -W 1 -t 3 fd09::9
ip -n right link set t0 down
ip netns exec lan ping -c 1 -W 1 192.168.9.9
ip netns exec lan ping -c 1 -W 1 fd09::9
ip -n left -s link show t0 | tail -n 4
for ns in lan left mid right; do ip netns del $ns; done
