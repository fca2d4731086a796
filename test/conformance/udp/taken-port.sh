# Who may have a port beside whom: families, addresses, reuseaddr and reuseport
# oracle: root
ip link set lo up
hear() { timeout 0.5 socat -u $1 OPEN:/tmp/heard,creat 2>&1 | sed 's/^.* E //'; echo ${PIPESTATUS[0]}; }
socat -u UDP-RECV:5000 OPEN:/tmp/first,creat & first=$!
sleep 0.5
hear UDP-RECV:5000
hear UDP-RECV:5000,reuseaddr
hear UDP4-RECV:5000,bind=127.0.0.1
hear UDP6-RECV:5000
hear UDP6-RECV:5000,ipv6only
hear UDP6-RECV:5000,bind=[::1]
nc -u -l 5000; echo $?
kill $first
nc -u -l 5001 & second=$!
sleep 0.5
timeout 0.5 nc -u -l 5001; echo $?
hear UDP-RECV:5001,reuseaddr
hear UDP-RECV:5001,reuseport
hear UDP-RECV:5001
kill $second
sysctl -w net.ipv6.bindv6only=1
socat -u UDP6-RECV:5000 OPEN:/tmp/only,creat & third=$!
socat -u TCP6-LISTEN:5000 OPEN:/tmp/only,creat & fourth=$!
sleep 0.5
ss -uln
ss -tln
socat -u UDP4-RECV:5000 OPEN:/tmp/four,creat & fifth=$!
sleep 0.5
ss -uln
kill $third $fourth $fifth
