# IPv4 addresses inside of IPv6 ones: sockets of IPv6 that speak IPv4
# oracle: root
ip link set lo up
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2
ip link set e1 up
ip link set e2 up
ip addr add 10.0.0.1/24 dev e1
sleep 1.3
hear() { nc "$@" > /tmp/heard & sleep 0.5; }
hear -l 80
echo one | nc -N -w 1 ::ffff:10.0.0.1 80; echo $?; cat /tmp/heard
hear -l 80
echo two | socat - TCP6:[::ffff:10.0.0.1]:80; echo $?; cat /tmp/heard
hear -6 -l 81
ss -tln
echo three | nc -N -w 1 10.0.0.1 81; echo $?; cat /tmp/heard
hear -l ::ffff:10.0.0.1 82
ss -tln
echo four | nc -N -w 1 10.0.0.1 82; echo $?; cat /tmp/heard
hear -u -l ::ffff:10.0.0.1 83
ss -uln
echo five | nc -u -w 1 10.0.0.1 83; echo $?; cat /tmp/heard
nc -l ::ffff:10.0.0.9 84; echo $?
curl -sS -m 1 "http://[::ffff:10.0.0.1]:9/" 2>&1 | sed 's/after [0-9]* ms/after N ms/'
sysctl -w net.ipv6.bindv6only=1
echo six | socat - TCP6:[::ffff:10.0.0.1]:80 2>&1 | sed 's/^.* E //'
socat TCP6-LISTEN:85,bind=[::ffff:10.0.0.1] - 2>&1 | sed 's/^.* E //'
ip link del e1
