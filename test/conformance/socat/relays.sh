# Relays with socat: TCP, UDP, files and programs, one way and both.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec b socat -u TCP-LISTEN:5000,reuseaddr OPEN:got.txt,creat,append 2>/dev/null &
sleep 0.4
echo hello | sudo ip netns exec a socat -u - TCP:10.0.0.2:5000
wait
cat got.txt
sudo ip netns exec b socat TCP-LISTEN:5001,reuseaddr,fork EXEC:cat 2>/dev/null &
sleep 0.4
echo once | sudo ip netns exec a socat - TCP:10.0.0.2:5001
echo twice | sudo ip netns exec a socat STDIO TCP4:10.0.0.2:5001,connect-timeout=1
echo from netcat | sudo ip netns exec a nc -N 10.0.0.2 5001
sudo ip netns exec b ss -tlnH
sudo ip netns exec b socat TCP-LISTEN:5002,fork SYSTEM:'echo welcome; cat' 2>/dev/null &
sleep 0.4
echo to the system | sudo ip netns exec a socat -t 2 - TCP:10.0.0.2:5002
sudo ip netns exec b socat -u UDP-RECV:5003 OPEN:udp.txt,creat,trunc 2>/dev/null &
sleep 0.4
echo one | sudo ip netns exec a socat -u - UDP:10.0.0.2:5003
echo two | sudo ip netns exec a socat - UDP-SENDTO:10.0.0.2:5003
sleep 0.2
cat udp.txt
sudo ip netns exec b socat UDP-RECVFROM:5004,fork EXEC:cat 2>/dev/null &
sleep 0.4
echo ping | sudo ip netns exec a socat -t 1 - UDP:10.0.0.2:5004
sudo ip netns exec b socat UDP-LISTEN:5005,fork EXEC:cat 2>/dev/null &
sleep 0.4
echo listen | sudo ip netns exec a socat -t 1 - UDP4:10.0.0.2:5005
seq 5 > numbers.txt
sudo ip netns exec b socat -u FILE:numbers.txt,rdonly TCP-LISTEN:5006 2>/dev/null &
sleep 0.4
sudo ip netns exec a socat -u TCP:10.0.0.2:5006,bind=10.0.0.1,sourceport=40000 - | wc -l
sudo ip netns exec b ss -tulnH | wc -l
sudo ip netns pids b | xargs sudo kill
sudo ip netns del a
sudo ip netns del b
