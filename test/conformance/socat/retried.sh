# Each try of TCP takes a socket that is bound and has its options anew; what comes before the first try, and what ends it
# oracle: root
ip link set lo up
said() { sed -E 's/^.*socat\[[0-9]+\] //'; }
tcpdump --immediate-mode -l -n -v -t -i lo 'tcp[tcpflags] == tcp-syn' > cap 2> /dev/null & t=$!
sleep 0.5
(sleep 1; timeout 4 socat -d -d TCP-LISTEN:5000 /dev/null 2> listener) &
echo hi | socat -d -d -u - TCP:127.0.0.1:5000,bind=127.0.0.9:5050,ttl=7,retry=3,interval=0.8 2>&1 | said
sleep 0.5
said < listener | grep accepting
kill $t; wait
grep -o 'ttl [0-9]*' cap
grep -o '127.0.0.9.5050 > 127.0.0.1.5000' cap
echo hi | socat -d -d -u - TCP:127.0.0.1:5000,bind=127.0.0.9:5051,retry=1,interval=0.2 2>&1 | said
timeout 3 socat TCP-LISTEN:5060,bind=127.0.0.9 /dev/null &
sleep 0.5
socat -d -d -u - TCP:127.0.0.1:5000,bind=127.0.0.9:5060,retry=3,interval=0.2 2>&1 < /dev/null | said
socat -d -d -u - TCP:127.0.0.1:5000,bind=192.0.2.7,retry=3,interval=0.2 2>&1 < /dev/null | said
socat -d -d -u - TCP:127.0.0.1:5000,ttl=0,retry=3 2>&1 < /dev/null | said
socat -d -d -u - TCP:127.0.0.1:5000,bind=no.such.invalid,ttl=0 2>&1 < /dev/null | said
socat -d -d -u - TCP:127.0.0.1:5000,bindtodevice=zz 2>&1 < /dev/null | said
wait
