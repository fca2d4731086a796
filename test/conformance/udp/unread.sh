# Datagrams that nobody has read: what ss -m, ss -a, netstat and /proc/net/udp show of them, when it is given back, when there is no more room
# oracle: root
ip link set lo up
ip netns add far
ip link add v0 type veth peer name p0 netns far
sysctl -qw net.ipv6.conf.v0.addr_gen_mode=1
ip netns exec far sysctl -qw net.ipv6.conf.p0.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev v0
ip -n far addr add 10.0.0.2/24 dev p0
ip link set v0 up
ip -n far link set p0 up
sleep 1
nc -u -l -k -p 5000 > /root/heard &
sleep 0.5
kill -STOP $!
ss -uanm
echo hello > /dev/udp/127.0.0.1/5000
ss -uanm
echo hello > /dev/udp/127.0.0.1/5000
head -c 1000 /dev/zero > /dev/udp/127.0.0.1/5000
head -c 3000 /dev/zero > /dev/udp/127.0.0.1/5000
ss -uanm
ss -uan
netstat -uan
awk '{print $2, $5, $13}' /proc/net/udp
ip netns exec far bash -c 'head -c 100 /dev/zero > /dev/udp/10.0.0.1/5000'
ss -uanm sport = 5000
ip netns exec far bash -c 'head -c 2200 /dev/zero > /dev/udp/10.0.0.1/5000'
ss -uanm sport = 5000
ip netns exec far bash -c 'head -c 1500 /dev/zero > /dev/udp/10.0.0.1/5000'
ss -uanm sport = 5000
for i in {1..300}; do echo 1 > /dev/udp/127.0.0.1/5000; done
ss -uanm sport = 5000
awk '{print $2, $5, $13}' /proc/net/udp
nstat -a 'Udp*'
netstat -su | grep -A8 ^Udp:
kill -CONT %1
sleep 1
nstat -a UdpInDatagrams UdpRcvbufErrors
kill %1
ip link del v0
ip netns del far
