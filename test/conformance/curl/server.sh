# python3 -m http.server and curl.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
mkdir www
echo '<h1>hi</h1>' > www/index.html
echo plain > www/note.txt
cd www
sudo ip netns exec b python3 -m http.server 8000 > ../log.txt 2>&1 &
cd ..
sleep 1.5
sudo ip netns exec a curl -s http://10.0.0.2:8000/
sudo ip netns exec a curl -s 10.0.0.2:8000/note.txt
sudo ip netns exec a curl -sI http://10.0.0.2:8000/note.txt | grep -i '^content'
sudo ip netns exec a curl -s http://10.0.0.2:8000/nope
sudo ip netns exec a curl -sS -f http://10.0.0.2:8000/nope
sudo ip netns exec a curl -s -o /dev/null -w '%{http_code}\n' http://10.0.0.2:8000/nope
sudo ip netns exec a curl -s -o out.txt http://10.0.0.2:8000/note.txt
cat out.txt
sudo ip netns pids b | xargs sudo kill
sed -E 's/\[.*\]/[DATE]/' log.txt | grep GET
sudo ip netns del a
sudo ip netns del b
