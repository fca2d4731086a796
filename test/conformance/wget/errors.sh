# What wget says and answers when something is wrong.
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
date() { sed -E 's/[0-9]{4}-[0-9-]{5} [0-9:]{8}/DATE/g'; }
sudo ip netns exec a wget -q 10.0.0.2:8000/nope
sudo ip netns exec a wget 10.0.0.2:8000/nope 2>&1 | date
sudo ip netns exec a wget -nv 10.0.0.2:8000/nope 2>&1 | date
sudo ip netns exec a wget -q --spider 10.0.0.2:8000/nope
sudo ip netns exec a wget --post-data x=1 10.0.0.2:8000/note.txt 2>&1 | date
sudo ip netns exec a wget -q 10.0.0.2:81/
sudo ip netns exec a wget 10.0.0.2:81/ 2>&1 | date
sudo ip netns exec a wget -nv 10.0.0.2:81/
sudo ip netns exec a wget -t 2 --retry-connrefused --waitretry=0 10.0.0.2:81/ 2>&1 | date
sudo ip netns exec a wget -q http://nosuch.example/
sudo ip netns exec a wget -nv http://nosuch.example/
sudo ip netns exec a wget http://10.9.9.9/ 2>&1 | date
sudo ip netns exec a wget -T 0.4 -t 1 http://10.0.0.77/ 2>&1 | date
sudo ip netns exec a wget --bind-address=10.0.0.9 -t 1 10.0.0.2:8000/note.txt 2>&1 | date
sudo ip netns exec a wget -4 'http://[::1]:8000/' 2>&1 | date
sudo ip netns exec a wget -q -O /nosuch/file 10.0.0.2:8000/note.txt
sudo ip netns exec a wget -O /nosuch/file 10.0.0.2:8000/note.txt
sudo ip netns exec a wget
sudo ip netns exec a wget -z
sudo ip netns exec a wget --nosuch
sudo ip netns exec a wget -O
sudo ip netns exec a wget -T soon 10.0.0.2:8000/
sudo ip netns exec a wget gopher://10.0.0.2/
sudo ip netns exec a wget http://10.0.0.2:99999/
sudo ip netns exec a wget -q 10.0.0.2:8000/nope 10.0.0.2:81/
sudo ip netns exec b nc -l -p 9000 > request.txt &
sleep 0.3
sudo ip netns exec a wget -T 0.4 -t 1 http://10.0.0.2:9000/ 2>&1 | date
sudo ip netns pids b | xargs sudo kill
sudo ip netns del a
sudo ip netns del b
