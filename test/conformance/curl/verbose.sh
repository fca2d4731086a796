# curl -v and what it tells of requests, answers and redirections; -w, -d, -H, -X.
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
sudo ip netns exec a curl -sv -o got.txt http://10.0.0.2:8000/note.txt 2>&1 | grep -v 'Date:\|Modified:'
sudo ip netns exec a curl -sv http://10.0.0.2:8000/nope -o nope.html 2>&1 | grep -v 'Date:'
head -n 3 nope.html
sudo ip netns exec a curl -sI 10.0.0.2:8000/note.txt | grep -v 'Date:\|Modified:'
sudo ip netns exec a curl -si 10.0.0.2:8000/note.txt | grep -v 'Date:\|Modified:'
sudo ip netns exec a curl -sO http://10.0.0.2:8000/note.txt
cat note.txt
sudo ip netns exec a curl -s http://10.0.0.2:8000/dir
sudo ip netns exec a curl -sLv -o got.txt http://10.0.0.2:8000/dir 2>&1 | grep -v 'Date:\|Modified:'
sudo ip netns exec a curl -s http://10.0.0.2:8000/list/
sudo ip netns exec a curl -sL -o /dev/null -w '%{http_code} %{num_redirects} %{url_effective} %{size_download}\n' http://10.0.0.2:8000/dir
sudo ip netns exec a curl -s -o /dev/null -w '%{http_code} %{remote_ip}:%{remote_port} %{local_ip} %{content_type} %{method} %{http_version} %{exitcode}\n' http://10.0.0.2:8000/note.txt
sudo ip netns exec a curl -s -o /dev/null -w '%{http_code}\t100%%\n' http://10.0.0.2:8000/nope
sudo ip netns exec a curl -sv -d a=1 -d b=2 http://10.0.0.2:8000/note.txt -o /dev/null 2>&1 | grep -v 'Date:'
sudo ip netns exec a curl -sv -H 'Host: web' -H 'X-Test: yes' -H 'Accept:' -A me http://10.0.0.2:8000/note.txt 2>&1 | grep '^>'
sudo ip netns exec a curl -s -X DELETE http://10.0.0.2:8000/note.txt | grep Message
sudo ip netns exec a curl -s -G -d q=1 -w '%{http_code}\n' http://10.0.0.2:8000/note.txt
sudo ip netns exec a curl -sv --interface 10.0.0.1 http://10.0.0.2:8000/note.txt 2>&1 | grep '^\*'
sudo ip netns exec a curl -sv --interface va http://10.0.0.2:8000/note.txt 2>&1 | grep '^\*'
sudo ip netns exec a curl -s http://10.0.0.2:8000/note.txt http://10.0.0.2:8000/
sed -E 's/\[.*\]/[DATE]/' log.txt
sudo ip netns pids b | xargs sudo kill
sudo ip netns del a
sudo ip netns del b
