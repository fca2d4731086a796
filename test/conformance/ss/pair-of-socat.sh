# socat has a pair of sockets for its signals before all others
# oracle: root
ip link set lo up
socat TCP-LISTEN:80,fork,reuseaddr - < /dev/null 2> err &
socat -u UDP4-RECV:99 - > got 2>> err &
socat UNIX-LISTEN:here.sock,fork - < /dev/null 2>> err &
sleep 0.7
ss -tulnpH | sort | sed 's/pid=[0-9]*/pid=P/'
ss -xapH src unix:\* 2> /dev/null | grep -c 'socat.*fd=[34]'
ss -xapH | grep -o 'socat",pid=[0-9]*,fd=[0-9]' | sed 's/pid=[0-9]*/pid=P/' | sort
lsof -nP -a -c socat -d 3-9 2> /dev/null | tail -n +2 | sed 's/0x[0-9a-f]*/P/' | awk '{ $2 = "PID"; if ($5 == "unix") $8 = "N"; else $6 = "N"; print }'
ss -xlH | grep -c here.sock
lsof -U -a -c nosuch 2> /dev/null
kill %1 %2 %3
wait
rm -f got err here.sock
