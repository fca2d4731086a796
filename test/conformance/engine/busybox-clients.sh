# What busybox's clients say and ask, which is not what those of Debian do
# oracle: docker
docker run -d --name c1 base sleep 100 > /dev/null
docker run -d --name c2 base sleep 100 > /dev/null
docker exec -d c2 sh -c 'printf "HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\nhello\nmore" | nc -l -p 80 > /tmp/asked; printf "HTTP/1.0 404 Not Found\r\n\r\n" | nc -l -p 80'
sleep 0.5
docker exec c1 sh -c 'wget; wget http://; wget -O - http://172.17.0.2:81/; wget foo://172.17.0.2/; wget -U me --header X:y 172.17.0.2/a/b.txt; cat b.txt; sleep 0.5; wget -q 172.17.0.2; echo $?'
docker exec c2 sh -c 'tr -d "\r" < /tmp/asked'
docker exec c1 sh -c 'nc; nc -z 172.17.0.2 81; nc 172.17.0.2 81; nc 172.17.0.2 99999; echo $?'
docker exec c1 sh -c 'arping; arping -c 1 172.17.0.2; arping -D -c 1 -I eth0 172.17.0.99; arping -c 1 -I nosuch 172.17.0.2; arping -c 1 -I lo 172.17.0.2; echo $?' | sed 's/[0-9.]*ms/TIME/'
docker exec c1 sh -c 'traceroute; traceroute -n -q 1 172.17.0.2; hostname -i; hostname x; hostname -z; echo $?' | sed 's/[0-9.]* ms/TIME/'
docker rm -f c1 c2 > /dev/null
sleep 1.2
