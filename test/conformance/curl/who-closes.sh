# Servers in a namespace whose lo was never up take both families; where the answer ends with the connection, their end waits after it
# oracle: root
ip netns add server
ip netns exec server sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add v0 type veth peer name v1 netns server
ip addr add 192.0.2.1/24 dev v0
ip addr add fd00::1/64 dev v0
ip link set v0 up
ip -n server addr add 192.0.2.2/24 dev v1
ip -n server addr add fd00::2/64 dev v1
ip -n server link set v1 up
mkdir pages
echo page > pages/one.txt
ip netns exec server python3 -u -m http.server -d pages 8000 > log 2>&1 & pid=$!
sleep 3
curl -s http://192.0.2.2:8000/one.txt
ip netns exec server ss -tlnH | awk '{ print $1, $4 }'
curl -s "http://[fd00::2]:8000/one.txt"
wget -q -O - http://192.0.2.2:8000/one.txt
curl -s -o /dev/null http://192.0.2.2:8000/nothing
sleep 0.3
kill $pid
wait
sed 's/\[.*\]/TIME/' log | sed 's#(http:.*)##'
ip -n server link set lo up
ip netns exec server timeout 2 python3 -u -m http.server 8000
ip netns exec server timeout 2 python3 -u -m http.server 8000 --bind 192.0.2.2
ip netns exec server timeout 2 python3 -u -m http.server 8000 --bind fd00::2
ip netns exec server timeout 2 python3 -m http.server 8000 --bind 192.0.2.77 2>&1 | tail -1
curl -s http://192.0.2.2:8000/one.txt
