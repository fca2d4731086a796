# Which end of a connection waits after it: the server's, where the answer ends with the connection
# oracle: root
ip netns add server
ip link add v0 type veth peer name v1 netns server
ip addr add 192.0.2.1/24 dev v0
ip link set v0 up
ip -n server addr add 192.0.2.2/24 dev v1
ip -n server link set v1 up
mkdir pages
echo page > pages/one.txt
ip netns exec server python3 -m http.server -d pages 8000 > log 2>&1 &
sleep 2
curl -s http://192.0.2.2:8000/one.txt
ss -tanH | awk '{ print $1, $5 }'
ip netns exec server ss -tanH | awk '{ print $1, $4 }'
wget -q -O - http://192.0.2.2:8000/one.txt
curl -s -o /dev/null http://192.0.2.2:8000/nothing
curl -sI http://192.0.2.2:8000/ | head -1 | tr -d '\r'
ss -tanH | wc -l
ip netns exec server ss -tanH state time-wait | wc -l
kill $!
wait
curl -s http://192.0.2.2:8000/one.txt
