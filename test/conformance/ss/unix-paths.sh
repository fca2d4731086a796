# Filters of ss name sockets of unix(7) by patterns of their paths
# oracle: root
socat UNIX-LISTEN:/tmp/one.sock,fork EXEC:cat &
socat UNIX-LISTEN:/tmp/two.sock,fork EXEC:cat &
nc -luU /tmp/three.sock &
sleep 0.8
ss -xl src /tmp/one.sock | awk '{print $1,$2,$3,$4,$5}' | sort
ss -xlH src '/tmp/t*.sock' | awk '{print $1,$2,$3,$4,$5}' | sort
ss -xlH src '*.sock' | awk '{print $1,$2,$3,$4,$5}' | sort
ss -lH src unix:/tmp/two.sock | awk '{print $1,$2,$3,$4,$5}' | sort
ss -xlH not src /tmp/two.sock | awk '{print $1,$2,$3,$4,$5}' | sort
ss -xlH src /tmp/one.sock or src /tmp/three.sock | awk '{print $1,$2,$3,$4,$5}' | sort
ss -xlH src '*' | awk '{print $1,$2,$3,$4,$5}' | sort
ss -xlH dst '*' | awk '{print $1,$2,$3,$4,$5}' | sort
ss -xlH src /tmp
ss -xlH dst /tmp/one.sock
ss -xlH sport = 5
ss -xlH src 10.0.0.1
ss -lH -f unix src /tmp/one.sock | awk '{print $1,$2,$3,$4,$5}' | sort
ss -lH -A unix_stream src /tmp/one.sock
kill %1 %2 %3
