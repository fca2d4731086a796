# What programs behind socat are told of whom they talk with, and of socat itself
# oracle: root
ip link set lo up
sleep 0.5
told() { grep SOCAT | sed -E 's/(PID)=[1-9][0-9]*/\1=N/' | sort; }
socat TCP-LISTEN:84,fork SYSTEM:'read line; env' & server=$!
sleep 0.5
echo | socat -t 0.5 - TCP4:127.0.0.1:84,sourceport=5555 | told
kill $server
socat TCP6-LISTEN:85,fork SYSTEM:'read line; env' & server=$!
sleep 0.5
echo | socat -t 0.5 - TCP4:127.0.0.1:85,sourceport=5556 | told
echo | socat -t 0.5 - TCP6:[::1]:85,sourceport=5557 | told
kill $server
socat UDP-LISTEN:86,fork SYSTEM:'read line; env' & server=$!
sleep 0.5
echo | socat -t 0.5 - UDP4:127.0.0.1:86,sourceport=5558 | told
kill $server
socat UDP-RECVFROM:87,fork SYSTEM:'read line; env' & server=$!
sleep 0.5
echo | socat -t 0.5 - UDP4:127.0.0.1:87,sourceport=5559 | told
kill $server
socat UNIX-LISTEN:/tmp/told-socket,fork SYSTEM:'read line; env' & server=$!
sleep 0.5
echo | socat -t 0.5 - UNIX-CONNECT:/tmp/told-socket | told
kill $server
socat - SYSTEM:env < /dev/null | told
