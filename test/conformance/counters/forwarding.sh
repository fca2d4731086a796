# What hosts and a router count of IPv4: pings, hops that run out, no way, pieces, ports that nobody has
# oracle: root
export NSTAT_HISTORY=/tmp/nstat-case
for n in a r b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n $n link set lo up; done
ip link add ax netns a type veth peer name rx netns r
ip link add bx netns b type veth peer name ry netns r
ip -n a address add 10.0.1.2/24 dev ax
ip -n r address add 10.0.1.1/24 dev rx
ip -n b address add 10.0.2.2/24 dev bx
ip -n r address add 10.0.2.1/24 dev ry
ip -n a link set ax up
ip -n r link set rx up
ip -n b link set bx up
ip -n r link set ry up
ip -n a route add default via 10.0.1.1
ip -n b route add default via 10.0.2.1
ip netns exec a ping -q -c 1 -W 0.2 10.0.2.2 | grep transmitted | cut -d, -f 1-3
ip netns exec r nstat -as
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
ip netns exec a ping -q -c 1 10.0.2.2 | grep transmitted | cut -d, -f 1-3
ip netns exec a ping -q -c 1 -W 0.2 -t 1 10.0.2.2 | grep transmitted | cut -d, -f 1-3
ip netns exec a ping -q -c 1 -W 0.2 10.9.9.9 | grep transmitted | cut -d, -f 1-3
ip netns exec r nstat -as
ip netns exec a ping -q -c 1 -s 3000 10.0.2.2 | grep transmitted | cut -d, -f 1-3
ip -n r link set ry mtu 600
ip netns exec a ping -q -c 1 -W 0.2 -M do -s 1200 10.0.2.2 | grep transmitted | cut -d, -f 1-3
ip netns exec a ping -q -c 1 -b -W 0.2 10.0.1.255 2>/dev/null | grep transmitted | cut -d, -f 1-3
for n in a r b; do echo "$n"; ip netns exec $n nstat -as 'Ip*' Icmp*; done
ip netns exec b nstat
ip netns exec b ping -q -c 1 127.0.0.1 | grep transmitted | cut -d, -f 1-3
ip netns exec b nstat -s 'icmp*'
ip netns exec b nstat -j IcmpIn*
ip netns exec b nstat -zp -j UdpIn*
ip netns exec b nstat -a IcmpOutMsgs
ip netns exec b nstat -n -r && cut -c 1-40 $NSTAT_HISTORY | head -n 3
nstat -t 0
nstat --frob 2>&1 | head -n 1
nstat -d 2>&1 | head -n 1
NSTAT_HISTORY=/nonexistent/x nstat
echo bad > $NSTAT_HISTORY; nstat
ip netns exec b cat /proc/net/snmp
ip netns exec b sh -c 'cat /proc/net/netstat' | grep -A 1 ^IpExt
rm $NSTAT_HISTORY
for n in a r b; do ip netns del $n; done
