# Names on a host that names no server: this host itself is asked, by real packets, and each program tells so in its words.
# oracle: root
ip link set lo up
ip link add va type veth peer name vb
ip link set va up
ip link set vb up
cat /etc/resolv.conf
ping -c 1 foo
ip -s link show lo
ping -4 -c 1 foo
ping -c 1 foo.bar
ping -c 1 foo..bar
ping -c 1 999.1.1.1
ip -s link show lo
curl -sS http://foo/
curl -4 -sS http://foo/
wget -q http://foo/
wget -6 -q http://foo/
wget -q --bind-address=foo http://127.0.0.1/
ip -s link show lo
nc foo 80
nc -4 -v foo 80
nc -n foo 80
nc -l foo 80
nc -s foo 127.0.0.1 80
nc -z foo 80-82
ip -s link show lo
traceroute foo
traceroute -4 foo
traceroute -s foo 127.0.0.1
tracepath foo
tracepath -6 foo
arping -c 1 -I lo foo
arping -c 1 -s foo -I va 127.0.0.1
ip -s link show lo
route add default gw foo
route add -host foo gw bar
route add -net foo netmask 255.255.255.0 dev lo
route del foo
route -6 add foo dev lo
ifconfig lo foo
ifconfig lo netmask foo
ifconfig lo add foo
arp -n foo
arp -s foo 02:00:00:00:00:01
arp -d foo
ip -s link show lo
socat -u /dev/null TCP:foo:80 2>&1 | cut -d' ' -f4-
socat -u /dev/null UDP4:foo:80 2>&1 | cut -d' ' -f4-
getent hosts foo
getent ahosts foo
ss -t dst foo
tcpdump -i lo host foo
tcpdump -i lo net foo
echo > /dev/tcp/foo/80
ip route get foo
ip -s link show lo
ip link set lo down
ping -c 1 foo
curl -sS http://foo/
route add default gw foo
ip -s link show lo
ip link del va
