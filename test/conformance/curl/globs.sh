# Globs, formats, odd addresses and numbers of curl, and what is asked for at once that cannot be
# oracle: root
ip link set lo up
mkdir w; echo hello > w/a.txt; seq 2000 > w/big; mkdir w/d; python3 -m http.server -d w 8000 > /dev/null 2>&1 &
sleep 2
curl -sv http://127.0.0.1:8000/no -o x 2>&1 | grep '^\*'
curl -d x -I http://127.0.0.1:8000/a.txt
curl -sS -d x -I http://127.0.0.1:8000/a.txt
curl -sS -T a.txt -d x http://127.0.0.1:8000/a.txt
curl -s -I -T w/a.txt http://127.0.0.1:8000/a.txt
curl -H @nofile http://127.0.0.1:8000/a.txt 2>&1 | head -2
printf 'X-A: 1\nX-B: 2\n' > hf; curl -sv -H @hf http://127.0.0.1:8000/a.txt 2>&1 | grep X-
curl -sS 'http://127.0.0.1:8000/[1-3' 
curl -sS 'http://127.0.0.1:8000/[3-1]' 
curl -sS 'http://127.0.0.1:8000/[1-3:0]' 
curl -sS 'http://127.0.0.1:8000/[1-3:x]' 
curl -sS 'http://127.0.0.1:8000/[a-C]' 
curl -sS 'http://127.0.0.1:8000/[a-3]' 
curl -sS 'http://127.0.0.1:8000/{a' 
curl -sS 'http://127.0.0.1:8000/a}' 
curl -sS 'http://127.0.0.1:8000/a]' 
curl -sS 'http://127.0.0.1:8000/{}' 
curl -sS 'http://127.0.0.1:8000/{a,}' 
curl -sS 'http://127.0.0.1:8000/{a{b}}' 
curl -sS 'http://127.0.0.1:8000/\{a\}.txt' -o /dev/null -w '%{http_code} %{url_effective}\n'
curl -s 'http://127.0.0.1:8000/[08-11:2].txt' -o '#1-#2.out' -w '%{url_effective} %{filename_effective} %{urlnum}\n'
curl -s 'http://127.0.0.1:8000/{a,no}.txt' 'http://127.0.0.1:9/[a-b]' -w '%{http_code} %{url_effective} %{urlnum}\n' -o '#1'
ls; cat a
curl -s -O 'http://127.0.0.1:8000/{a,no}.txt'; ls *.txt
curl -sS -w '%{certs}|%{num_certs}|%{proxy_ssl_verify_result}|%{referer}|%{http_connect}|%{ftp_entry_path}|%{speed_upload}|%{ssl_verify_result}|%{url}|%{urlnum}\n' -o x 127.0.0.1:8000/a.txt -e r
curl -sS -w '%{onerror}%{exitcode}\n' http://127.0.0.1:9/
curl -sS -w '%{stderr}%{exitcode}\n' http://127.0.0.1:9/ 2>/dev/null
curl -sS -w '%header{server}|%header{no}|%header{x' http://127.0.0.1:8000/a.txt -o x
curl -sS -w '\x\\%x%{http_code' http://127.0.0.1:8000/a.txt -o x
echo 'c=%{http_code}' | curl -sS -w @- http://127.0.0.1:8000/a.txt -o x
curl -sS -C - -o part http://127.0.0.1:8000/a.txt; cat part
printf he > part; curl -sS -C - -o part http://127.0.0.1:8000/a.txt; cat part
curl -sS -C 6 -o part http://127.0.0.1:8000/a.txt
curl -sS -C 3 http://127.0.0.1:8000/a.txt
curl -sS -C x http://127.0.0.1:8000/a.txt
curl -sS -C - -O http://127.0.0.1:8000/big; curl -sv -C - -O http://127.0.0.1:8000/big 2>&1 | grep -i 'range\|^\*'
curl -sS -C - -r 0-3 http://127.0.0.1:8000/a.txt
curl --retry -1 http://x/
curl --retry x http://x/
curl --max-redirs -2 http://x/
curl --max-redirs -1 -s http://127.0.0.1:8000/a.txt
curl --connect-timeout -1 http://x/
curl --connect-timeout 1x http://x/
curl --keepalive-time -1 http://x/
curl --max-filesize x http://x/
curl --max-filesize -1 -s http://127.0.0.1:8000/a.txt
curl --local-port 0 -s http://127.0.0.1:8000/a.txt
curl --local-port 5-3 -s http://127.0.0.1:8000/a.txt
curl --local-port 70000 -s http://127.0.0.1:8000/a.txt
curl -sS http:/127.0.0.1:8000/a.txt
curl -sS http://///127.0.0.1:8000/a.txt
curl -sS http:127.0.0.1:8000/a.txt
curl -sS :8000/a.txt
curl -sS /a.txt
curl -sS ?x
curl -sS -w '%{url_effective}\n' 127.0.0.1:8000?x -o x
curl -sS http://127.0.0.1:8000/a.txt#frag -w '%{url_effective}\n' -o x
curl -sS http://127.1:8000/a.txt -w '%{url_effective} %{remote_ip}\n' -o x
curl -sS http://0x7f000001:8000/a.txt -w '%{url_effective} %{remote_ip}\n' -o x
curl -sS 'http://user:p@127.0.0.1:8000/a.txt' -w '%{url_effective}\n' -o x
curl -sS 'http://127.0.0.1:8000/a%20b' -w '%{url_effective}\n' -o x
curl -sS 'http://exa mple/'
curl -sS 'http://a_b.example/'
curl -sS 'http://foo.example:8000'
curl -sS 'http://127.0.0.1:/a.txt'
curl -sS 'http://127.0.0.1:0/a.txt'
curl -sS file:///etc/hostname -o x -w '%{http_code} %{size_download} %{scheme}\n'
curl -sS file://localhost/etc/hostname
curl -sS file://host/etc/hostname
curl -sS file:/etc/hostname
curl -sS file:///etc
kill %1; wait; rm -r w
