# socat reads no more octets than an option says, and cannot write to what it opened for reading.
# oracle: root
seq 1000 > numbers
socat -u OPEN:/dev/zero,readbytes=70000 - | wc -c
socat -u OPEN:numbers,readbytes=3 -; echo
socat -u OPEN:numbers,bytes=10000 - | tail -n 1
socat -u OPEN:numbers,readbytes - ; echo
socat -u OPEN:numbers,readbytes=0 - | wc -c
socat -u STDIN,readbytes=4 - < numbers; echo
seq 5 | socat -u - STDOUT,readbytes=4
socat OPEN:/dev/zero,rdonly,readbytes=10 EXEC:'wc -c' 2>&1 | sed 's/.* E //; s/0x[0-9a-f]*/BUFFER/'
socat -u OPEN:numbers,readbytes=x - 2>&1 | sed 's/.* E //'
socat -u OPEN:numbers,readbytes=4x - 2>&1 | sed 's/.* E //'
