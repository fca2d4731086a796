# Ports that the kernel chooses: of a range, without the reserved ones; a socket that calls itself; addresses that are this host
# oracle: root
ip link set lo up
sleep 0.5
sysctl -w net.ipv4.ip_local_port_range="40000 40003"
sysctl -w net.ipv4.ip_local_reserved_ports=40001,40002
nc -l 40000 > /dev/null & listener=$!
sleep 0.5
for i in 1 2 3; do
  echo hello $i | socat - TCP:127.0.0.1:40000 2>&1 | sed 's/^.* E //'
  sleep 0.3
done
ss -tan | sort
echo x | socat - UDP:127.0.0.1:9,bind=127.0.0.1 2>&1 | sed -E 's/^.* E //; s/0x[0-9a-f]+/P/'
socat -u UDP-RECV:0 OPEN:/tmp/heard,creat & first=$!
socat -u UDP-RECV:0 OPEN:/tmp/heard,creat & second=$!
sleep 0.5
socat -u UDP-RECV:0 OPEN:/tmp/heard,creat 2>&1 | sed 's/^.* E //'
echo x | socat - UDP:127.0.0.1:9 2>&1 | sed 's/^.* E //'
ss -uan | sort
kill $first $second
sleep 0.5
nc -w 1 0.0.0.0 81 < /dev/null
echo $?
echo x | socat - UDP:0.0.0.0:81 2>&1 | sed -E 's/^.* E //; s/0x[0-9a-f]+/P/'
