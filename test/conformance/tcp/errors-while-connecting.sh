# What routers say while connect(2) still holds its socket is not fatal before the next SYN, but for who reads the errors (IP_RECVERR)
# oracle: root
for n in near mid; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; ip -n $n link set lo up; done
ip link add n0 netns near type veth peer name m0 netns mid
ip -n near link set n0 up
ip -n mid link set m0 up
ip -n near address add 10.0.1.1/24 dev n0
ip -n mid address add 10.0.1.2/24 dev m0
ip -n near address add fd00:1::1/64 dev n0
ip -n mid address add fd00:1::2/64 dev m0
ip netns exec mid sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv6.icmp.ratelimit=0
ip -n near route add default via 10.0.1.2
ip -n near route add default via fd00:1::2
ip -n mid route add prohibit 10.0.11.0/24
ip -n mid route add unreachable 10.0.12.0/24
ip -n mid route add unreachable fd00:11::/64
ip -n mid route add prohibit fd00:12::/64
sleep 1.5
ip netns exec near ping -q -c 1 10.0.1.2 > /dev/null
ip netns exec near ping -q -c 1 fd00:1::2 > /dev/null
counts() { ip netns exec near nstat | grep -oE '(TcpActiveOpens|TcpAttemptFails|TcpRetransSegs|TcpExtLockDroppedIcmps) *[0-9]*'; }
counts > before
say() { local began=$(date +%s%N); timeout 9 ip netns exec near "$@" < /dev/null 2>&1 | sed -E 's/.*socat\[[0-9]+\]/socat/; s/after [0-9]+ ms/after T/'; [ $(($(date +%s%N) - began)) -lt 700000000 ] && echo "at once" || echo later; counts; sleep 5; }
say nc -v 10.0.11.1 80
say nc -v -w 1 10.0.12.1 80
say curl -sS http://10.0.11.1/
say wget -t 1 -nv -O - http://10.0.11.1/
say socat - TCP:10.0.12.1:80
say bash -c 'exec 5<> /dev/tcp/10.0.11.1/80'
say nc -v fd00:11::1 80
say nc -v -w 3 fd00:12::1 80
say curl -sS 'http://[fd00:11::1]/'
say socat - 'TCP6:[fd00:12::1]:80'
say nc -v 10.0.11.1 99999
for n in near mid; do ip netns del $n; done
