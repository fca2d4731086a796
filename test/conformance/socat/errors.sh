# What socat says when something is wrong.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
said() { sed -E 's/^[0-9\/]+ [0-9:]+ socat\[[0-9]+\]/socat/; s/0x[0-9a-f]+/BUFFER/'; }
sudo ip netns exec a socat -u STDIN TCP:10.0.0.2:81 < /dev/null 2> /dev/null
sudo ip netns exec a socat STDIO TCP:10.0.0.2:81 2>&1 < /dev/null | said
sudo ip netns exec a socat - TCP:nosuch.example:81 2>&1 < /dev/null | said
sudo ip netns exec a socat - TCP:10.9.9.9:81 2>&1 < /dev/null | said
sudo ip netns exec a socat - TCP:10.0.0.77:81,connect-timeout=0.4 2>&1 < /dev/null | said
sudo ip netns exec a socat - TCP:10.0.0.2 2>&1 | said
sudo ip netns exec a socat - TCP-LISTEN:5000:6 2>&1 | said
sudo ip netns exec a socat - TPC:10.0.0.2:81 2>&1 | said
sudo ip netns exec a socat - 2>&1 | said
sudo ip netns exec a socat 2>&1 | said
sudo ip netns exec a socat - - - 2>&1 | said
sudo ip netns exec a socat -z - - 2>&1 | said
sudo ip netns exec a socat -u OPEN:/nosuch/file - 2>&1 | said
sudo ip netns exec a socat TCP-LISTEN:5000,bind=10.0.0.9 - 2>&1 | said
sudo ip netns exec b socat -u TCP-LISTEN:5000 - &
sleep 0.4
sudo ip netns exec b socat -u TCP-LISTEN:5000,reuseaddr - 2>&1 | said
sudo ip netns exec a socat -u - UDP:10.0.0.2:5001 < /dev/null
(echo a; sleep 0.3; echo b; sleep 0.3) | sudo ip netns exec a socat - UDP:10.0.0.2:5001 2>&1 | said
sudo ip netns pids b | xargs sudo kill
sudo ip netns del a
sudo ip netns del b
