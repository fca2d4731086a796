# curl -T, --json, --data-urlencode, --url-query, --no-NAME and shortened names: what the server is sent, and when
# oracle: root
ip link set lo up
printf 'hello world\n' > f.txt
printf 'a b&c\n' > q.txt
port=8080
first='HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n'
later=''
say() { until [ -s sent.txt ]; do sleep 0.05; done; printf "$first"; [ -z "$later" ] || { sleep 0.3; printf "$later"; }; }
serve() { port=$((port + 1)); : > sent.txt; say | nc -l -p $port -N > sent.txt & until ss -Hltn sport = $port | grep -q .; do sleep 0.05; done; }
try() { serve; curl "${@//PORT/$port}"; echo "[$?]"; wait; cat -A sent.txt; echo; }
try -s --json '{"a":1}' --json 2 http://127.0.0.1:PORT/x
try -s --json @f.txt -H 'Accept: text/plain' http://127.0.0.1:PORT/x
try -s --data-urlencode 'a b&c=d e' --data-urlencode '=x/y' --data-urlencode n@q.txt --data-urlencode @q.txt -d z=1 http://127.0.0.1:PORT/x
try -s -G --data-urlencode 'q=a b/ü~' http://127.0.0.1:PORT/x
try -s --url-query 'q=a b' --url-query +raw --url-query n@q.txt --url-query 'just text' "http://127.0.0.1:PORT/x?y=1#frag"
try -s -d x -H 'Content-Type: text/plain' -H 'X-A: 1' -H 'User-Agent: me' -H 'Accept: a/b' -H 'Host: h' -H 'Cookie: c=d' -b e=f -e ref -H 'Referer: r2' -H 'X-Empty;' http://127.0.0.1:PORT/x
try -s -T f.txt http://127.0.0.1:PORT
try -sv -T f.txt http://127.0.0.1:PORT/dir/
try -sv -T f.txt -H Expect: http://127.0.0.1:PORT/other
try -s -0 -X POST -T f.txt http://127.0.0.1:PORT/other
first='HTTP/1.1 100 Continue\r\n\r\n'
later='HTTP/1.1 201 Created\r\nContent-Length: 3\r\n\r\nok\n'
try -sv -T f.txt http://127.0.0.1:PORT/
echo abcdef | try -sv -T - http://127.0.0.1:PORT/in
try -si -T f.txt -w '%{http_code} %{method} %{size_upload}\n' http://127.0.0.1:PORT/
first='HTTP/1.1 501 No\r\nContent-Length: 3\r\n\r\nok\n'
later=''
try -sv -T f.txt -w '%{http_code} %{size_upload}\n' http://127.0.0.1:PORT/
try -sf -T f.txt http://127.0.0.1:PORT/
first='HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n'
try -sv http://127.0.0.1:PORT/
say() { until [ -s sent.txt ]; do sleep 0.05; done; sleep 1.4; printf 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n'; }
try -sv -T f.txt http://127.0.0.1:PORT/
curl -s -T nowhere http://127.0.0.1:9/in; echo $?
curl -T nowhere http://127.0.0.1:9/in; echo $?
curl --sil http://127.0.0.1:9/; echo $?
curl --connect http://127.0.0.1:9/; echo $?
curl --da zz -s http://127.0.0.1:9/; echo $?
curl --silent --no-silent http://127.0.0.1:9/ 2>&1 | sed -n 's,[0-9]* ms,a few ms,; $p'; echo $?
curl --no-output http://127.0.0.1:9/; echo $?
curl --no-nothing http://127.0.0.1:9/; echo $?
curl --no-progress-meter http://127.0.0.1:9/; echo $?
python3 -m http.server 9999 > /dev/null 2>&1 &
until ss -Hltn sport = 9999 | grep -q .; do sleep 0.1; done
curl -sv -T f.txt http://127.0.0.1:9999/ 2>&1 | grep -v Date:
curl -s --remote-name-all http://127.0.0.1:9999/f.txt http://127.0.0.1:9999/q.txt
cat f.txt q.txt
kill $!
wait 2> /dev/null
