# Datagrams between processes by names: socat and nc -uU; who hears whom.
# oracle: root
d=$(mktemp -d); cd $d
e() { sed -E 's/^[^ ]+ [^ ]+ socat\[[0-9]+\] //; s/0x[0-9a-f]+/P/g; s/tmp\.[A-Za-z0-9]+/D/g'; }
socat -u UNIX-RECV:r1 STDOUT > got1 &
sleep 0.4
ss -xaH | grep r1 | awk '{print $1,$2,$3,$4,$5}'
netstat -x | grep r1 | sed -E 's/[0-9]+ +(r1)$/N \1/'
grep r1 /proc/net/unix | cut -d' ' -f2-6
echo a | socat -u - UNIX-SENDTO:r1; echo b | socat - UNIX-CLIENT:r1
socat -d -d -u - UNIX-SENDTO:r1 <<< c 2>&1 | e
socat - UNIX-CONNECT:r1 2>&1 | e
nc -v -U r1 || echo "exit $?"
sleep 0.2; cat got1
kill $!; sleep 0.2; ls
socat UNIX-RECVFROM:r2,fork EXEC:'tr a-z A-Z' 2> /dev/null &
sleep 0.4
echo abc | socat -t 1 - UNIX-SENDTO:r2,bind=me
ls; kill $!; sleep 0.2
touch plain
socat - UNIX-SENDTO:none 2>&1 <<< x | e
socat - UNIX-SENDTO:plain 2>&1 <<< x | e
socat UNIX-RECV:plain - 2>&1 | e
nc -lkuU d1 > got2 < /dev/null &
sleep 0.4
echo one | nc -uU -q 0 d1; echo two | nc -uU -q 0 -s own d1
sleep 0.2; cat got2; ls -d own /tmp/nc-* 2> /dev/null
kill $!
socat -u ABSTRACT-RECV:dg STDOUT > got3 &
sleep 0.4; socat -u - ABSTRACT-SENDTO:dg <<< abstract; sleep 0.2; cat got3
kill $!; sleep 0.2
cd /; rm -r $d
