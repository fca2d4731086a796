# What nc says of UDP ports that it scans, and for how long it waits.
# oracle: root
ip link set lo up
timeout 6 nc -u -l 5353 > /tmp/u &
sleep 0.3
nc -uz -w 1 127.0.0.1 5354
nc -uzv -w 1 127.0.0.1 5353
nc -uzv 127.0.0.1 5353
nc -uzv 127.0.0.1 5354-5356
sleep 0.5
cat /tmp/u
