# Connections of curl to other hosts and ports than the address says
# oracle: root
ip link set lo up
mkdir w; echo hello > w/a.txt; python3 -m http.server -d w 8000 > /dev/null 2>&1 &
sleep 2
curl -sv --connect-to foo:80:127.0.0.1:8000 http://foo/a.txt 2>&1 | grep '^[*>]' | sed 's,after [0-9]* ms,after N ms,'
curl -sv --connect-to ::127.0.0.1:8000 http://bar:99/a.txt 2>&1 | grep '^[*>]' | sed 's,after [0-9]* ms,after N ms,'
curl -sv --connect-to foo:80::8000 http://foo/a.txt 2>&1 | grep '^[*>]' | sed 's,after [0-9]* ms,after N ms,'
curl -sv --connect-to foo:80:127.0.0.1: http://foo/a.txt 2>&1 | grep '^[*>]' | sed 's,after [0-9]* ms,after N ms,'
curl -sv --connect-to :80:127.0.0.1:9 http://foo/a.txt 2>&1 | grep '^[*>]' | sed 's,after [0-9]* ms,after N ms,'
curl -sv --connect-to foo:81:127.0.0.1:8000 http://127.0.0.1:8000/a.txt 2>&1 | grep '^[*>]' | sed 's,after [0-9]* ms,after N ms,'
curl -sS --connect-to foo http://127.0.0.1:8000/a.txt
curl -sS --connect-to foo:80 http://127.0.0.1:8000/a.txt
curl -sS --connect-to foo:80:x:y http://foo/a.txt 2>&1 | sed 's,after [0-9]* ms,after N ms,'
curl -sS --connect-to ::nosuch:8000 http://foo/a.txt
curl -sS --connect-to ::[::1]:9 http://foo/a.txt 2>&1 | sed 's,after [0-9]* ms,after N ms,'
curl -sS --connect-to ::127.0.0.1:8000 -w '%{remote_ip} %{remote_port} %{url_effective}\n' http://foo/a.txt
curl -sS --connect-to foo:80:1.2.3.4:5 --connect-to foo:80:127.0.0.1:8000 -m 1 http://foo/a.txt 2>&1 | sed 's,after [0-9]* ms,after N ms,'
curl -sS --connect-to
kill %1; wait; rm -r w
