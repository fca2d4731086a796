# ss -K closes what it lists; other tables are empty here; a filter may stand in a file.
# oracle: root
ip link set lo up
nc -lk 127.0.0.1 8001 2> /tmp/killed &
nc -lk 127.0.0.1 8002 &
nc -6 -ul ::1 8003 2> /tmp/killed6 &
sleep 1
ss -tlnO sport = :8001
ss -ulne | sed -E 's/ino:.*(v6only:.)/\1/'
echo "sport = :8002" > /tmp/only
ss -tln -F /tmp/only
ss -tln -F /tmp/none || echo "exit $?"
rm /tmp/only
ss -tln fwmark = 0 sport = :8001
ss -tln fwmark = 1
ss -tln fwmark = x || echo "exit $?"
ss -tln fwmark gt 1 2>&1 | head -1
ss -S -a; ss -M -a; ss --vsock -a; ss --tipc; ss --xdp; ss -A u_seq
ss -A '!tcp'; echo "exit $?"
ss -A '!foo' 2>&1 | head -1
ss -Z || echo "exit $?"
ss -K -tln sport = :9999
ss -K -tln sport = :8001
sleep 0.3
cat /tmp/killed
ss -tlnH
ss -K -ulnH
sleep 0.3
cat /tmp/killed6
ss -ulnH
rm /tmp/killed /tmp/killed6
kill $(jobs -p) 2> /dev/null
wait
