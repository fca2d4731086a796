# How many sockets there are by sockstat and ss -s
# oracle: root
sleep 0.3
ip link set lo up
nc -lU sock1 &
nc -l 5000 &
nc -lu 5001 &
sleep 0.4
head -1 /proc/net/sockstat
ss -s | head -1
nc -N 127.0.0.1 5000 < /dev/null
sleep 0.3
head -1 /proc/net/sockstat
ss -s | sed -n '2s/.*orphaned/orphaned/p'
nc -l 5002 &
sleep 0.3
nc -w 1 127.0.0.1 5002 < /dev/null > /dev/null
sleep 0.3
ss -s | head -1
ss -s | awk 'NR == 2 {gsub(/[^0-9 ]/, ""); print $1 - $3}'
kill %1 %3
wait
sleep 0.3
head -1 /proc/net/sockstat
