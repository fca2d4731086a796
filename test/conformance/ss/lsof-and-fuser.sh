# Who holds a port and who holds a file: lsof and fuser
# oracle: root
ip link set lo up
ip addr add 10.0.0.1/24 dev lo
mkdir -p /tmp/held && cd /tmp/held && touch out
nc -l 10.0.0.1 9000 < /dev/null > /dev/null & sleep 0.6
nc -u -l 5353 < /dev/null > /dev/null & sleep 0.6
sleep 600 > out & sleep 0.6
lsof -i | awk '{ $2 = $6 = ""; print }'
lsof -nP -i | awk '{ $2 = $6 = ""; print }'
lsof -nP -i :9000 | awk '{ $2 = $6 = ""; print }'
lsof -iTCP:9000 -sTCP:LISTEN -nP | awk '{ $2 = $6 = ""; print }'
lsof -iTCP -sTCP:ESTABLISHED -nP; echo $?
lsof -i4UDP -nP | awk '{ $2 = $6 = ""; print }'
lsof -i6 -nP; echo $?
lsof -t -i:9000 | wc -l
lsof -i :1; echo $?
lsof -w -a -c nc -i udp -n | awk '{ $2 = $6 = ""; print }'
lsof -i @10.0.0.1 -nP | awk '{ $2 = $6 = ""; print }'
lsof -i foo; echo $?
lsof -w nofile; echo $?
lsof -w -p 99999; echo $?
lsof -w out | awk '{ print $1, $3, $4, $5, $7, $9 }'
fuser 9000/tcp | wc -w
fuser -v 9000/tcp > /dev/null
fuser -n tcp 9000 > /dev/null
fuser out > /dev/null
fuser -v out > /dev/null
fuser -u out > /dev/null
fuser nofile; echo $?
fuser 1/tcp; echo $?
fuser -v -n udp 5353 > /dev/null
fuser -s 9000/tcp; echo $?
fuser -a nofile out > /dev/null
fuser
fuser -x
fuser -l
fuser 9000/foo; echo $?
fuser -k -TERM 5353/udp > /dev/null; echo $?; sleep 0.3
fuser 5353/udp; echo $?
fuser -k -TERM 9000/tcp > /dev/null 2>&1; sleep 0.3
fuser -k -TERM out > /dev/null 2>&1; sleep 0.3; cd /; rm -r /tmp/held
