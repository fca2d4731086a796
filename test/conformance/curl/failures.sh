# What curl says and answers when something is wrong: the name, the port, the way there, the answer, the command line.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
mkdir -p www/dir www/list/sub
echo '<h1>hi</h1>' > www/index.html
echo plain > www/note.txt
echo in a folder > www/dir/index.html
echo one > www/list/One.txt
echo two > www/list/a.txt
cd www
sudo ip netns exec b python3 -m http.server 8000 > ../log.txt 2>&1 &
cd ..
until sudo ip netns exec b ss -Htln sport = 8000 | grep -q .; do sleep 0.1; done
sudo ip netns exec a curl -sSf http://10.0.0.2:8000/nope
sudo ip netns exec a curl -sv http://10.0.0.2:81/ 2>&1 | sed -E 's/after [0-9]+ ms/after N ms/'
sudo ip netns exec a curl -sS http://nosuch.example/
sudo ip netns exec a curl -sv http://10.9.9.9/
sudo ip netns exec a curl -sS -m 0.4 http://10.0.0.77/ 2>&1 | sed -E 's/after [0-9]+ m/after N m/'
sudo ip netns exec a curl -sSv --connect-timeout 0.4 http://10.0.0.77/ 2>&1 | sed -E 's/after [0-9]+ ?m/after N m/'
sudo ip netns exec a curl -s -o /dev/null -w '%{http_code}\n' --connect-timeout 0.4 http://10.0.0.77/
sudo ip netns exec a curl -sS -6 http://10.0.0.2:8000/
sudo ip netns exec a curl -sS -4 'http://[::1]/'
sudo ip netns exec a curl -sv --interface 10.0.0.9 http://10.0.0.2:8000/note.txt
sudo ip netns exec a curl -sv --interface eth7 http://10.0.0.2:8000/note.txt
sudo ip netns exec a curl -sSO http://10.0.0.2:8000/
sudo ip netns exec a curl -sS -o /nosuch/file http://10.0.0.2:8000/note.txt
sudo ip netns exec a curl -sS gopher2://10.0.0.2/
sudo ip netns exec a curl -sS http://10.0.0.2:80000/
sudo ip netns exec a curl -sS http://
sudo ip netns exec a curl -sS 'http://10.0.0.2:8000/no te.txt'
sudo ip netns exec a curl --nosuch http://10.0.0.2:8000/
sudo ip netns exec a curl -m ten http://10.0.0.2:8000/
sudo ip netns exec a curl -m
sudo ip netns exec a curl -s -w '%{code}\n' http://10.0.0.2:8000/note.txt
sudo ip netns exec a curl -sSL --max-redirs 0 http://10.0.0.2:8000/dir
sudo ip netns exec b nc -l -p 9000 > request.txt &
sleep 0.3
sudo ip netns exec a curl -sS -m 0.5 http://10.0.0.2:9000/path 2>&1 | sed -E 's/after [0-9]+/after N/'
cat request.txt
sudo ip netns exec b nc -q 0 -l -p 9001 < /dev/null > request.txt &
sleep 0.3
sudo ip netns exec a curl -sS http://10.0.0.2:9001/
echo hello | sudo ip netns exec b nc -q 0 -l -p 9002 > request.txt &
sleep 0.3
sudo ip netns exec a curl -sS http://10.0.0.2:9002/
printf 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc' | sudo ip netns exec b nc -q 0 -l -p 9003 > request.txt &
sleep 0.3
sudo ip netns exec a curl -sS http://10.0.0.2:9003/
sudo ip netns pids b | xargs sudo kill
sudo ip netns del a
sudo ip netns del b
