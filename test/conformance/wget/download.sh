# Files with wget: names, what is there already, -O, -q, -nv, -S, --spider.
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
date() { sed -E 's/[0-9]{4}-[0-9-]{5} [0-9:]{8}/DATE/g; s/[0-9.]+ [KM]?B\/s/RATE/; s/^( +0K +100%) +.*/\1 RATE/' | grep -v 'Date:\|Modified:'; }
sudo ip netns exec a wget http://10.0.0.2:8000/note.txt 2>&1 | date
cat note.txt
sudo ip netns exec a wget -nv http://10.0.0.2:8000/note.txt 2>&1 | date
sudo ip netns exec a wget -q 10.0.0.2:8000/note.txt
ls note*
sudo ip netns exec a wget -nc http://10.0.0.2:8000/note.txt
sudo ip netns exec a wget -qO- http://10.0.0.2:8000/
sudo ip netns exec a wget -O - 10.0.0.2:8000/note.txt 2> err.txt
date < err.txt
sudo ip netns exec a wget -O out.txt 10.0.0.2:8000 2>&1 | date
cat out.txt
sudo ip netns exec a wget -P down -q 10.0.0.2:8000/note.txt
ls down
sudo ip netns exec a wget -S -O /dev/null 10.0.0.2:8000/note.txt 2>&1 | date
sudo ip netns exec a wget --spider 10.0.0.2:8000/note.txt 2>&1 | date
sudo ip netns exec a wget --spider 10.0.0.2:8000/nope 2>&1 | date
sudo ip netns exec a wget -nv --spider 10.0.0.2:8000/note.txt 2>&1 | date
sudo ip netns exec a wget -qO- 10.0.0.2:8000/dir
sudo ip netns exec a wget -qO- 10.0.0.2:8000/list
sed -E 's/\[.*\]/[DATE]/' log.txt | grep -c GET
sleep 1 | sudo ip netns exec b nc -q 0 -l -p 9000 > request.txt &
sleep 0.3
sudo ip netns exec a wget -q -t 1 --header 'X-Test: yes' -U me http://10.0.0.2:9000/path?q=1
cat request.txt
rm -f part* log2.txt
printf pla > part.txt
sudo ip netns exec a wget -c -O part.txt http://10.0.0.2:8000/note.txt 2>&1 | date
sudo ip netns exec a wget -c -O part.txt http://10.0.0.2:8000/note.txt 2>&1 | date
cat part.txt
printf '# a list\nhttp://10.0.0.2:8000/list/a.txt\n' > part-list
sudo ip netns exec a wget -nv -O part.txt -i part-list 2>&1 | date | grep -v '^FINISHED\|^Total\|^Down'
cat part.txt
sudo ip netns exec a wget -i part-none
sudo ip netns exec a wget -nv -o log2.txt -O part.txt http://10.0.0.2:8000/note.txt
sudo ip netns exec a wget -nv -a log2.txt http://10.0.0.2:8000/none
date < log2.txt
sudo ip netns exec a wget -w x http://10.0.0.2:8000/note.txt 2>&1 | head -1
rm -f part* log2.txt
sudo ip netns pids b | xargs sudo kill
sudo ip netns del a
sudo ip netns del b
