# Names with addresses of both families where one of them cannot be reached: it is tried last
# oracle: root
ip link set lo up
sysctl -qw net.ipv6.conf.lo.disable_ipv6=1
getent hosts localhost
getent ahosts localhost
socat TCP-LISTEN:8000,fork,reuseaddr SYSTEM:'echo hi' &
sleep 0.5
ping -c1 localhost | head -2 | sed 's/time=.*//'
traceroute -q1 localhost | sed 's/[0-9.]* ms//'
tracepath -n localhost | sed 's/ *[0-9.]*ms//'
nc -w1 localhost 8000
nc -vz localhost 8000
nc -vzu -w1 localhost 8000
socat -u TCP:localhost:8000 -
curl -s --http0.9 http://localhost:8000/
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
printf '10.0.0.1 both\nfd00::1 both\n2001:db8::1 both\n' >> /etc/hosts
getent ahosts both | cut -d' ' -f1 | uniq
ip addr add fd00::2/64 dev v0 nodad
getent ahosts both | cut -d' ' -f1 | uniq
ip -6 route add default dev v0
getent ahosts both | cut -d' ' -f1 | uniq
ip addr del fd00::2/64 dev v0
sleep 2
getent ahosts both | cut -d' ' -f1 | uniq
ping -c1 -W1 nosuch.invalid
ip link del v0
