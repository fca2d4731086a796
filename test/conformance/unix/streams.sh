# Streams between processes by names: nc -U, socat, what lists them, and what people get wrong.
# oracle: root
d=$(mktemp -d); cd $d
e() { sed -E 's/^[^ ]+ [^ ]+ socat\[[0-9]+\] //; s/0x[0-9a-f]+/P/g; s/tmp\.[A-Za-z0-9]+/D/g'; }
nc -lkU s1 > got1 2> err1 &
sleep 0.3
ls -l s1 | cut -c1-10
stat -c '%F %a %s' s1
test -S s1 && find . -type s
cat s1 || echo "exit $?"
ss -xlH | awk '{print $1,$2,$3,$4,$5}'
netstat -xl | sed -E 's/[0-9]+ +(s1)$/N \1/'
cut -d' ' -f2-6 /proc/net/unix
echo one | nc -N -U s1; echo two | nc -q 0 -U s1; nc -zvU s1; echo "exit $?"
sleep 0.3; cat got1
nc -v -uU s1 2>&1 | tail -n 1
kill $!; sleep 0.2
ls s1; nc -v -U s1 || echo "exit $?"
nc -U none || echo "exit $?"
touch plain; nc -U plain || echo "exit $?"
nc -lU none/s || echo "exit $?"
nc -lU || echo "exit $?"
nc -U a 80 || echo "exit $?"
nc -lU $(printf %0120d 1) || echo "exit $?"
timeout 0.4 nc -vlU plain < /dev/null; ls -l plain | cut -c1
socat UNIX-LISTEN:u1,fork,mode=0640 EXEC:cat &
sleep 0.4
stat -c %a u1
echo hi | socat - UNIX-CONNECT:u1; echo hi | socat - UNIX:u1; echo hi | nc -N -U u1
socat UNIX-LISTEN:u1 - 2>&1 | e
kill $!; sleep 0.3; ls
socat - UNIX-CONNECT:u1 2>&1 | e
socat - UNIX-CONNECT:plain 2>&1 | e
socat - UNIX-CONNECT 2>&1 | e
socat - UNIX-LISTEN:none/x 2>&1 | e
socat - UNIX-CONNECT:$(printf %0120d 1) 2>&1 | e
socat -d -d UNIX-LISTEN:plain,unlink-early - > got2 2> err < /dev/null &
sleep 0.4; echo bye | socat -u - UNIX-CONNECT:plain; sleep 0.3; cat got2; e < err; ls plain
ip netns add n
socat ABSTRACT-LISTEN:name,fork SYSTEM:'echo served' &
socat UNIX-LISTEN:over,fork SYSTEM:'echo crossed' &
sleep 0.4
ss -xlH | awk '{print $4}' | sort
socat -u ABSTRACT-CONNECT:name -
ip netns exec n socat -u ABSTRACT-CONNECT:name - 2>&1 | e
ip netns exec n socat -u UNIX-CONNECT:over -
ip netns del n
kill $(jobs -pr); sleep 0.2
cd /; rm -r $d
