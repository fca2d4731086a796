# Source ports: of UDP-SENDTO its own, UDP-DATAGRAM hears nobody
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link set lo up
ip link add v0 address 02:00:00:00:00:0a type veth peer name v1
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
tcpdump -nqti v0 -w /tmp/seen udp 2> /tmp/said &
sleep 1.5
for o in bind=:5002 bind=10.0.0.1:5003,sp=5001; do
  echo x | socat -u - UDP-DATAGRAM:239.1.1.9:6000,ip-multicast-if=10.0.0.1,$o
done
for o in sourceport=5000 sp=5001 bind=:5002 bind=10.0.0.1:5003 bind=10.0.0.1,sp=5004; do
  echo x | socat -u - UDP-SENDTO:239.1.1.9:6000,ip-multicast-if=10.0.0.1,$o
done
sleep 2
pkill tcpdump
sleep 0.3
tcpdump -nqtr /tmp/seen 2> /tmp/said
timeout 4 socat -d -u UDP-DATAGRAM:127.0.0.1:6000,bind=127.0.0.1:6001,sourceport=7000 - > /tmp/heard 2> /tmp/said &
sleep 2
echo from 7001 | socat -u - UDP-SENDTO:127.0.0.1:6001,sp=7001
echo from 7000 | socat -u - UDP-SENDTO:127.0.0.1:6001,sp=7000
wait
cat /tmp/heard
grep refusing /tmp/said | sed 's/^.* W/W/'
echo x | socat -u - UDP-DATAGRAM:127.0.0.1:6000,sourceport= 2>&1 | sed 's/^.*] E/E/'
echo x | socat -u - UDP-DATAGRAM:127.0.0.1:6000,sourceport=99999 2>&1 | sed 's/^.*] E/E/'
ip link del v0
