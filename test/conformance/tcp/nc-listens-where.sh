# oracle: root
# Where nc listens is said by operands or by -s and -p, not by both.
ip link set lo up
timeout 1 nc -l
timeout 1 nc -l -s 127.0.0.1
timeout 1 nc -l -s 127.0.0.1 2000
timeout 1 nc -l -s 127.0.0.1 127.0.0.1 2000
timeout 1 nc -l -p 2000 127.0.0.1
timeout 1 nc -u -l -p 2000 2001
timeout 1 nc -l 127.0.0.1 2000 2001
timeout 0.2 nc -l -p 2000 -s 127.0.0.1
timeout 0.2 nc -l 127.0.0.1 2000
timeout 0.2 nc -l 2000
timeout 1 nc 127.0.0.1
nc
timeout 1 nc -l 65536
timeout 1 nc -l nosuch
timeout 1 nc -l 10.9.9.9 2000
