# A socket of IPv6 hears IPv4 too, unless it is told not to, and answers it
# oracle: root
ip link set lo up
socat -u UDP6-RECV:5000 OPEN:/tmp/heard,creat & first=$!
sleep 0.5
ss -uln
echo four | socat - UDP4:127.0.0.1:5000
echo six | socat - UDP6:[::1]:5000
sleep 0.5
cat /tmp/heard
kill $first
socat UDP6-LISTEN:5001 EXEC:cat & second=$!
sleep 0.5
echo again | socat -t 0.5 - UDP4:127.0.0.1:5001
kill $second
socat -u UDP6-RECV:5002,ipv6only=1 OPEN:/tmp/only,creat & third=$!
sleep 0.5
ss -uln
echo four | socat -t 0.5 - UDP4:127.0.0.1:5002 2>&1 | sed 's/^.* E //'
echo six | socat - UDP6:[::1]:5002
sleep 0.5
cat /tmp/only
kill $third
