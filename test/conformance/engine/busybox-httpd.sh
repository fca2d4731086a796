# busybox's httpd in a container: pages, ranges, what is refused, its log
# oracle: docker
docker run -d --name web -p 8080:80 base sh -c 'mkdir -p /www/sub /www/cgi-bin; cd /www; echo hello > index.html; echo text > a.txt; echo sub > sub/index.html; echo bin > noext; mkdir empty; exec httpd -f -v -h /www 2> /tmp/log' | wc -c
sleep 1
cat > ask.sh <<'F'
for r in "$@"; do
  echo "= $r"
  printf "$r\r\n\r\n" | docker exec -i web nc 127.0.0.1 80 | sed 's/^Date: .*GMT/Date: D/; s/^Last-Modified: .*GMT/Last-Modified: D/; s/^ETag: "[0-9a-f]*-/ETag: "T-/'
done
F
bash ask.sh 'GET / HTTP/1.0' 'HEAD /a.txt HTTP/1.1' 'GET /noext HTTP/1.0' 'GET /sub HTTP/1.0' 'GET /sub/ HTTP/1.0' 'GET /%%61.txt?x=1 HTTP/1.0' 'GET //sub/../a.txt HTTP/1.0'
bash ask.sh 'GET /a.txt HTTP/1.0\r\nRange: bytes=1-2' 'GET /a.txt HTTP/1.0\r\nRange: bytes=-2' 'GET /a.txt HTTP/1.0\r\nRange: bytes=2-99' 'GET /a.txt HTTP/1.0\r\nRange: bytes=9-'
bash ask.sh 'GET /empty/ HTTP/1.0' 'GET /nosuch HTTP/1.0' 'GET /../etc/passwd HTTP/1.0' 'GET /a%%zz HTTP/1.0' 'GET /a%%2fb HTTP/1.0' 'POST / HTTP/1.0' 'GET' 'GET /' 'GET a.txt HTTP/1.0' 'GET / FOO' 'GET /cgi-bin/x HTTP/1.0' 'GET /cgi-bin/ HTTP/1.0' | grep -v '^<'
docker exec web sh -c "sed 's/:[0-9]*: /:P: /' /tmp/log"
docker port web
curl -s http://127.0.0.1:8080/a.txt
wget -qO- http://127.0.0.1:8080/sub/
docker exec web wget -qO- http://localhost/
docker run -d --name other -p 8080:80 base httpd -f 2>&1 | sed 's/([0-9a-f]*)/(ID)/; s/^[0-9a-f]\{64\}$/ID/'
docker exec web httpd -p 80; echo $?
docker exec web httpd -p 81 -h /nosuch; echo $?
docker exec web httpd -p x 2>&1 | head -1
docker exec web httpd -p 1.2.3.4:x; echo $?
docker exec web httpd -p 1.2.3.4:80; echo $?
docker exec web httpd -p 2>&1 | head -1
docker exec web httpd -x 2>&1 | head -1
docker exec web httpd -e '<a&b>'; echo
docker exec web httpd -d 'a%20b+c%zz'; echo
docker exec web sh -c 'cd /www; httpd -p 127.0.0.1:81; sleep 0.3; wget -qO- http://127.0.0.1:81/a.txt'
docker exec web busybox echo hi
docker exec web busybox nosuch; echo $?
docker rm -f web other
ip neigh flush all
sleep 1.5
