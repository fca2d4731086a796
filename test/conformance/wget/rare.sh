# Rarer options of wget, and what is wrong with them
# oracle: root
mkdir w; echo hello > w/a.txt; seq 2000 > w/big; mkdir w/d; python3 -m http.server -d w 8000 > /dev/null 2>&1 &
ip link set lo up
sleep 2
wget
wget -V | head -1
wget --version | head -1
wget --nosuch 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -O 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -@ x 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -T x http://127.0.0.1:8000/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -T -1 http://127.0.0.1:8000/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -w x http://127.0.0.1:8000/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget --out http://127.0.0.1:8000/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget --ti 3 -q -O - http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q foo://x/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget foo://x/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget http:// 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget "" 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget http:///x 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget http://127.0.0.1:99999/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget http://127.0.0.1:x/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q 'http://127.0.0.1:8000/a b'; echo $? 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q http://nosuch.example/; echo $? 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv http://nosuch.example/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -t 1 http://127.0.0.1:9/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -t 1 http://localhost:9/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -t 1 http://[::1]:9/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -4 http://[::1]:9/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -6 http://127.0.0.1:9/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -T 0.5 -t 2 -w 0.1 http://127.0.0.1:9/ 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --retry-connrefused -t 2 http://127.0.0.1:9/
wget -q -O - http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -qO- http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q http://127.0.0.1:8000/a.txt; ls 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q http://127.0.0.1:8000/a.txt; ls 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -nc http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nc http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q -c http://127.0.0.1:8000/a.txt; echo $? 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -c http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
printf he > a.txt; wget -nv -c http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-; cat a.txt
wget -nv -S http://127.0.0.1:8000/a.txt -O x 2>&1 | grep -v "Date:\|Last\|^20" 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --spider http://127.0.0.1:8000/no 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget --spider http://127.0.0.1:8000/no 2>&1 | sed 's/^--.*--/--T--/'
wget -nv -O /no/such/x http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -P p/q http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -nv -P p -O y http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-; ls p
wget -nv -x http://127.0.0.1:8000/d/ 2>&1 | cut -c21-
wget -nv -nH -x http://127.0.0.1:8000/d/ 2>&1 | cut -c21-
wget -nv http://127.0.0.1:8000/d -O z 2>&1 | cut -c21-
wget -nv --max-redirect 0 http://127.0.0.1:8000/d 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --header 'X: y' --header bad http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --header '' -O x http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -nv -U agent -O x http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -nv --post-data x=1 http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --post-file nofile http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --post-data x --post-file y http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --method DELETE http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --body-data x http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --method PUT --body-data x http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv -i list 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -q -o log http://127.0.0.1:8000/a.txt -O x; cat log 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -o /no/such/log http://127.0.0.1:8000/a.txt -O x 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --bind-address 127.0.0.1 http://127.0.0.1:8000/a.txt -O x 2>&1 | cut -c21-
wget -nv --no-proxy -O x http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -nv --no-check-certificate -O x http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -nv --no-such http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv --tries=0 --timeout=1 -O x http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -nv --inet4-only -O x http://localhost:8000/a.txt 2>&1 | cut -c21-
wget -nv -nd -O x http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -qv http://127.0.0.1:8000/a.txt -O x 2>&1 | head -1
wget -q -nv http://127.0.0.1:8000/no 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -nv 127.0.0.1:8000/a.txt -O x 2>&1 | cut -c21-
wget -nv 127.0.0.1:8000 -O x 2>&1 | cut -c21-
wget -nv HTTP://127.0.0.1:8000/a.txt#frag -O x 2>&1 | cut -c21-
wget -nv 'http://127.0.0.1:8000/a.txt?q=1' 2>&1 | cut -c21-
wget -nv http://127.0.0.1:8000/ 2>&1 | cut -c21-
wget -nv http://127.0.0.1:8000/d/../a.txt -O x 2>&1 | cut -c21-
wget -nv http://user:pw@127.0.0.1:8000/a.txt -O x 2>&1 | cut -c21-
wget -O x -O y -q http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget -O - -nv http://127.0.0.1:8000/a.txt 2>&1 | sed 's/^20[^ ]* [^ ]* //'
wget -c -O x -nv http://127.0.0.1:8000/a.txt 2>&1 | cut -c21-
wget -nc -O x -nv http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
wget --no-verbose=3 http://127.0.0.1:8000/a.txt 2>&1 | sed -E "s,^20[^ ]* [^ ]* ,T ,"
ls
wget -nv --bind-address nosuch -O x http://127.0.0.1:8000/a.txt 2>&1 | sed "s,^20[^ ]* [^ ]* ,T ,"
kill %1; wait; rm -r w p d 127.0.0.1:8000 a.txt* x y z list log* index*
