# Rarer options of curl, and what is wrong with them
# oracle: root
ip link set lo up
mkdir w; echo hello > w/a.txt; seq 2000 > w/big; mkdir w/d; python3 -m http.server -d w 8000 > /dev/null 2>&1 &
sleep 2
curl
curl -q
curl --nosuch
curl -s
curl -m
curl -m x http://127.0.0.1:8000/
curl -@ http://127.0.0.1:8000/
curl --sil http://127.0.0.1:8000/a.txt
curl -sS foo://x/
curl -sS http://
curl -sS ""
curl -sS http:///x
curl -sS http://127.0.0.1:99999/
curl -sS http://127.0.0.1:x/
curl -sS http://127.0.0.1:-1/
curl -sS 'http://127.0.0.1:8000/a b'
curl -sS http://nosuch.example/
curl -sS http://localhost:9/
curl -sS http://127.0.0.1:9/
curl -sS http://[::1]:9/
curl -sS http://[::1/
curl -sS http://[zz]/
curl -sS -4 http://[::1]:9/
curl -sS -6 http://127.0.0.1:9/
curl -sS file:///etc/hostname
curl -sS file:///no/such
curl -sS -m 0.5 http://127.0.0.1:8000/a.txt
curl -sS http://127.0.0.1:8000/a.txt
curl http://127.0.0.1:8000/a.txt 2>/dev/null
curl -s http://127.0.0.1:8000/no; echo $?
curl -sf http://127.0.0.1:8000/no; echo $?
curl -sSf http://127.0.0.1:8000/no
curl -sS --fail-with-body http://127.0.0.1:8000/no | head -2
curl -sS -o out.txt http://127.0.0.1:8000/a.txt; cat out.txt
curl -sS -o /no/such/x http://127.0.0.1:8000/a.txt
curl -sS -O http://127.0.0.1:8000/a.txt; cat a.txt
curl -sS -O http://127.0.0.1:8000/
curl -sS -O http://127.0.0.1:8000
curl -sS -o a1 -o a2 http://127.0.0.1:8000/a.txt http://127.0.0.1:8000/no; cat a1; head -1 a2
curl -sS -o a3 http://127.0.0.1:8000/a.txt http://127.0.0.1:8000/a.txt
curl -sS http://127.0.0.1:8000/a.txt http://127.0.0.1:9/ http://127.0.0.1:8000/a.txt
curl -sS --create-dirs -o p/q/x http://127.0.0.1:8000/a.txt; cat p/q/x
curl -sS --output-dir p -O http://127.0.0.1:8000/a.txt; ls p
curl -sS -w '%{http_code} %{size_download} %{content_type} %{num_redirects} %{url_effective}\n' http://127.0.0.1:8000/a.txt
curl -sS -w '%{remote_ip} %{remote_port} %{local_ip} %{scheme} %{method} %{http_version} %{exitcode} %{errormsg}\n' http://127.0.0.1:8000/a.txt
curl -s -w '%{remote_ip} %{exitcode} %{http_code}\n' http://127.0.0.1:9/
curl -sS -w '%{nosuch} %{ %% \t\n' http://127.0.0.1:8000/a.txt
curl -sS -w '%{redirect_url} %{num_connects} %{num_headers} %{response_code} %{size_header} %{size_request} %{size_upload} %{filename_effective} %{urlnum} %{onerror}x\n' -o x http://127.0.0.1:8000/d
curl -sS -w '%{stderr}err%{stdout}out\n' http://127.0.0.1:8000/a.txt
curl -sS -w @fmt http://127.0.0.1:8000/a.txt
echo 'code %{http_code}' > fmt; curl -sS -w @fmt http://127.0.0.1:8000/a.txt
curl -sS -L http://127.0.0.1:8000/d | head -3
curl -sS http://127.0.0.1:8000/d -o x -w '%{http_code}\n'
curl -sS -L --max-redirs 0 http://127.0.0.1:8000/d
curl -sS -r 0-2 http://127.0.0.1:8000/a.txt
curl -sS -r x http://127.0.0.1:8000/a.txt
curl -sS -C - -o a.txt http://127.0.0.1:8000/a.txt
curl -sS -X DELETE http://127.0.0.1:8000/a.txt | head -4
curl -sS -d x=1 http://127.0.0.1:8000/a.txt | head -4
curl -sS -d @nofile http://127.0.0.1:8000/a.txt | head -4
curl -sS -d x -I http://127.0.0.1:8000/a.txt | head -4
curl -sS -T nofile http://127.0.0.1:8000/
curl -sS -T a.txt http://127.0.0.1:8000/b.txt | head -3
curl -sS -H 'X: y' -H 'Host:' -A agent -e ref http://127.0.0.1:8000/a.txt
curl -sS -H @nofile http://127.0.0.1:8000/a.txt
curl -sS -u a:b http://127.0.0.1:8000/a.txt
curl -sS -b c=1 http://127.0.0.1:8000/a.txt
curl -sS --interface 10.9.9.9 http://127.0.0.1:8000/a.txt
curl -sS --interface lo http://127.0.0.1:8000/a.txt
curl -sS --local-port 5000 -w '%{local_port}\n' http://127.0.0.1:8000/a.txt
curl -sS --local-port x http://127.0.0.1:8000/a.txt
curl -sS --resolve foo:8000:127.0.0.1 http://foo:8000/a.txt
curl -sS --resolve foo http://foo:8000/a.txt
curl -sS --retry 2 --retry-delay 1 http://127.0.0.1:9/
curl -sS --retry 1 --retry-connrefused --retry-delay 1 http://127.0.0.1:9/
curl -sS --max-filesize 3 http://127.0.0.1:8000/a.txt
curl -sS --compressed http://127.0.0.1:8000/a.txt
curl -sS --http1.0 http://127.0.0.1:8000/a.txt
curl -sS --http0.9 http://127.0.0.1:8000/a.txt
curl -sS -g 'http://127.0.0.1:8000/[a].txt' | head -3
curl -sS 'http://127.0.0.1:8000/[a].txt'
curl -sS 'http://127.0.0.1:8000/{a,b}.txt' | head -3
curl -sS 'http://127.0.0.1:8000/[1-2].txt' -o '#1.out'; ls *.out
curl -sS --url http://127.0.0.1:8000/a.txt
curl -sS --data-urlencode 'a=b c' -G -w '%{url_effective}\n' http://127.0.0.1:8000/a.txt
curl -sS --path-as-is -w '%{url_effective}\n' http://127.0.0.1:8000/d/../a.txt
curl -sS -w '%{url_effective}\n' http://127.0.0.1:8000/d/../a.txt
curl -sS http://user@127.0.0.1:8000/a.txt
curl -sS 127.0.0.1:8000/a.txt
curl -sS HTTP://127.0.0.1:8000/a.txt
curl -sv http://127.0.0.1:9/ 2>&1
kill %1; wait; rm -r w p
