# Mistakes in socat's options, addresses and their options, and what is opened how
# oracle: root
ip link set lo up
said() { sed -E 's/^[0-9\/]+ [0-9:.]+ socat\[[0-9]+\]/socat/; s/0x[0-9a-f]+/BUFFER/g; s/^([<>]) [^ ]+ [^ ]+/\1 T/; s/(child|process|pid) [0-9]+/\1 N/'; }
timeout 2 socat -V | head -2
timeout 2 socat -q - - 2>&1 | said
timeout 2 socat -x -y - - 2>&1 | said
timeout 2 socat -t 2>&1 | said
timeout 2 socat -t1 2>&1 | said
timeout 2 socat -t -1 - - 2>&1 < /dev/null | said
timeout 2 socat -T 0 - - 2>&1 < /dev/null | said
timeout 2 socat -b 0 - - 2>&1 < /dev/null | said
timeout 2 socat -b x - - 2>&1 < /dev/null | said
timeout 2 socat -b 4 -u - STDOUT 2>&1 < /etc/hostname | head -c 3
timeout 2 socat -lp myname - TCP:127.0.0.1:9 < /dev/null 2>&1 | sed -E 's/^[0-9\/]+ [0-9:.]+ //;s/[0-9]+\]/N]/'
timeout 2 socat -lu - TCP:127.0.0.1:9 < /dev/null 2>&1 | sed -E 's/[0-9]/9/g;s/9+\]/N]/'
timeout 2 socat - TCP 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9:9 2>&1 < /dev/null | said
timeout 2 socat - TCP: 2>&1 < /dev/null | said
timeout 2 socat - :9 2>&1 < /dev/null | said
timeout 2 socat - 127.0.0.1:9 2>&1 < /dev/null | said
timeout 2 socat - foo 2>&1 < /dev/null | said
timeout 2 socat - /no/such 2>&1 < /dev/null | said
timeout 2 socat -u /no/such - 2>&1 < /dev/null | said
timeout 2 socat -u /etc - 2>&1 | said
timeout 2 socat - "" 2>&1 < /dev/null | said
timeout 2 socat - TCP-LISTEN 2>&1 < /dev/null | said
timeout 2 socat - TCP-LISTEN: 2>&1 < /dev/null | said
timeout 2 socat - TCP-LISTEN:0,foo 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,foo=3 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,fork=3,retry 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,retry=x 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,retry=1x 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,bind 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,bind= 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,bind=nosuch.example 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,bind=10.9.9.9 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,sourceport=70000 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:70000 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:-1 2>&1 < /dev/null | said
timeout 2 socat - TCP6:127.0.0.1:9 2>&1 < /dev/null | said
timeout 2 socat - TCP4:[::1]:9 2>&1 < /dev/null | said
timeout 2 socat - TCP6:[::1]:9 2>&1 < /dev/null | said
timeout 2 socat - TCP:[::1]:9 2>&1 < /dev/null | said
timeout 2 socat - TCP:::1:9 2>&1 < /dev/null | said
timeout 2 socat - TCP:localhost:9 2>&1 < /dev/null | said
timeout 2 socat -6 - TCP:localhost:9 2>&1 < /dev/null | said
timeout 2 socat -4 - TCP:localhost:9 2>&1 < /dev/null | said
timeout 2 socat - TCP:localhost:http 2>&1 < /dev/null | said
timeout 2 socat -d -d - TCP:localhost:9 2>&1 < /dev/null | said
timeout 2 socat -d - TCP:localhost:9,retry=2,interval=0.05 2>&1 < /dev/null | said
timeout 2 socat - UDP-LISTEN:80x 2>&1 < /dev/null | said
timeout 2 socat - UNIX-CONNECT:/no/such 2>&1 < /dev/null | said
timeout 2 socat - UNIX-CONNECT:/etc/hostname 2>&1 < /dev/null | said
timeout 2 socat - UNIX:/no/such 2>&1 < /dev/null | said
timeout 2 socat - UNIX-LISTEN:/no/such/dir 2>&1 < /dev/null | said
timeout 2 socat - UNIX-LISTEN:/etc/hostname 2>&1 < /dev/null | said
timeout 2 socat - UNIX-LISTEN 2>&1 < /dev/null | said
timeout 2 socat - UNIX-LISTEN:a:b 2>&1 < /dev/null | said
timeout 2 socat - UNIX-SENDTO:/no/such 2>&1 < /etc/hostname | said
timeout 2 socat -u EXEC:'echo a b' - 2>&1 | said
timeout 2 socat -u EXEC:'sh -c "echo $0"' - 2>&1 | said
timeout 2 socat -u OPEN:/etc/hostname,foo - 2>&1 | said
timeout 2 socat -u OPEN - 2>&1 | said
timeout 2 socat -u - OPEN:/no/such/x,creat 2>&1 < /dev/null | said
timeout 2 socat -u - CREATE:new.txt < /etc/hostname; ls new.txt
timeout 2 socat -u - CREATE:/no/such/x 2>&1 < /dev/null | said
timeout 2 socat -u - OPEN:new2.txt,creat,excl < /etc/hostname; ls new2.txt
timeout 2 socat -u - OPEN:new2.txt,creat,excl 2>&1 < /etc/hostname | said
timeout 2 socat - FD:x 2>&1 < /dev/null | said
timeout 2 socat STDIN STDIN 2>&1 < /dev/null | said
timeout 2 socat -u - - < /etc/hostname | wc -l
timeout 2 socat -U - - < /etc/hostname | wc -l
timeout 2 socat - 'STDIN!!' 2>&1 < /dev/null | said
timeout 2 socat - '!!STDOUT' 2>&1 < /dev/null | said
timeout 2 socat - UDPLITE:localhost:1 2>&1 < /dev/null | said
timeout 2 socat tcp-l:5000,bind=nope - 2>&1 < /dev/null | said
timeout 2 socat TCP-LISTEN:5000,so-bindtodevice=nope - 2>&1 < /dev/null | said
timeout 2 socat TCP-LISTEN:5000,accept-timeout=x - 2>&1 < /dev/null | said
timeout 2 socat TCP-LISTEN:5000,backlog=x - 2>&1 < /dev/null | said
timeout 2 socat TCP-LISTEN:5000,max-children=x,fork - 2>&1 < /dev/null | said
su nobody -s /bin/sh -c 'socat TCP-LISTEN:80 -' 2>&1 < /dev/null | said
timeout 2 socat - UNIX:/etc/hostname 2>&1 < /dev/null | said
timeout 2 socat - UNIX-CLIENT:/etc 2>&1 < /dev/null | said
timeout 2 socat - UNIX-SENDTO:/etc/hostname 2>&1 < /etc/hostname | said
timeout 2 socat - TCP:127.0.0.1:9,creat 2>&1 < /dev/null | said
timeout 2 socat -u OPEN:/etc/hostname,fork - 2>&1 | said
timeout 2 socat -u OPEN:/etc/hostname,reuseaddr - 2>&1 | said
timeout 2 socat -u OPEN:/etc/hostname,bind=1.2.3.4 - 2>&1 | said
timeout 2 socat -u OPEN:/etc/hostname,nodelay - 2>&1 | said
timeout 2 socat - TCP:127.0.0.1:9,max-children=3 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,backlog=3 2>&1 < /dev/null | said
timeout 2 socat - UDP:127.0.0.1:9,nodelay 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,mode=600 2>&1 < /dev/null | said
timeout 2 socat -u STDIN,creat - 2>&1 < /dev/null | said
timeout 2 socat -u STDIN,ignoreeof=x - 2>&1 < /dev/null | said
timeout 1 socat -u STDIN,fork - 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,interval=x 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,connect-timeout=x,retry=3 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,connect-timeout 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,interval 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,sourceport 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,pf 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,so-bindtodevice 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,linger=x 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,,retry= 2>&1 < /dev/null | said
timeout 2 socat - TCP:127.0.0.1:9,RETRY=1,Interval=0.1 2>&1 < /dev/null | said
timeout 2 socat - UDP4-LISTEN:foo 2>&1 < /dev/null | said
timeout 2 socat -u -d -d - OPEN:x1,creat < /dev/null 2>&1 | said
timeout 2 socat -u -d -d - GOPEN:x1 < /dev/null 2>&1 | said
timeout 2 socat -u -d -d x1x/ - < /dev/null 2>&1 | said
timeout 2 socat -u -d -d - OPEN:x1,append,trunc < /dev/null 2>&1 | said
timeout 2 socat -u -d -d - OPEN:/no/x1,append,trunc,creat,excl < /dev/null 2>&1 | said
timeout 2 socat -u -d -d - OPEN:/no/x1,rdonly < /dev/null 2>&1 | said
timeout 2 socat -d -d - OPEN:/no/x1,wronly < /dev/null 2>&1 | said
timeout 2 socat -d -d - OPEN:/no/x1,rdwr < /dev/null 2>&1 | said
timeout 2 socat -d -d - GOPEN:/no/x1,rdonly < /dev/null 2>&1 | said
timeout 2 socat -u -d -d ./new9 - 2>&1 | said
ls new9
timeout 2 socat -u -d -d - CREATE:x2,mode=600 < /dev/null 2>&1 | said
ls -l x2 | cut -c1-10
timeout 2 socat -u -d -d - OPEN:x3,creat,perm=640 < /dev/null 2>&1 | said
ls -l x3 | cut -c1-10
timeout 2 socat -u OPEN 2>&1 - | said
timeout 2 socat -u - CREATE 2>&1 < /dev/null | said
timeout 2 socat -u GOPEN - 2>&1 < /dev/null | said
seq 3000 | timeout 2 socat -u -x - /dev/null 2>&1 | said | grep "^>"
timeout 2 socat -ly - TCP:127.0.0.1:9 2>&1 < /dev/null
rm -f x1 x2 x3 new.txt new2.txt new9
