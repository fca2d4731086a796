# The words of netstat -s, how many sockets there are, and what connections count
# oracle: root
export NSTAT_HISTORY=/tmp/nstat-case
for n in a b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n $n link set lo up; done
ip link add va netns a type veth peer name vb netns b
ip -n a address add 10.0.0.1/24 dev va
ip -n b address add 10.0.0.2/24 dev vb
ip -n a link set va up
ip -n b link set vb up
ip netns exec a ping -q -c 1 10.0.0.2 | grep transmitted | cut -d, -f 1-3
ip netns exec a ping -q -c 1 -W 0.2 10.9.9.9 2>&1
ip netns exec a netstat -s | head -n 26
ip netns exec b netstat -sw
echo lost | ip netns exec a nc -u -w 1 10.0.0.2 999
ip netns exec a netstat -su
ip netns exec b netstat -su
ip netns exec a nc -w 1 10.0.0.2 80
ip netns exec a nstat -as 'Tcp*' | grep -v TcpExt
ip netns exec b nstat -as 'Tcp*' | grep -v TcpExt
ip netns exec b nc -l -p 80 > got.txt &
sleep 0.4
# The pages that UDP holds are the whole machine's, each processor's reserve among them.
ip netns exec b cat /proc/net/sockstat | sed 's/alloc.*//; /^UDP:/s/mem.*/mem N/'
echo hello | ip netns exec a nc -N 10.0.0.2 80
wait
ip netns exec a nstat -as 'Tcp*' | grep -v TcpExt
ip netns exec b nstat -as 'Tcp*' | grep -v TcpExt
ip netns exec b netstat -st | head -n 13
ip netns exec b cat /proc/net/sockstat6
netstat -s -6 | head -n 6
netstat -s -x
netstat -s -4 -6
cat /proc/net/dev_snmp6/nobody
for n in a b; do ip netns del $n; done
