# What socat reports with -d -d, -v and -x, and what its less common addresses and options do.
# oracle: root
ip netns add a
ip netns add b
ip link add va netns a type veth peer name vb netns b
ip -n a addr add 10.0.0.1/24 dev va
ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do ip -n $n link set lo up; ip -n $n link set v$n up; done
said() { sed -E 's/^[0-9\/]+ [0-9:.]+ socat\[[0-9]+\]/socat/; s/0x[0-9a-f]+/BUFFER/; s/^([<>]) [^ ]+ [^ ]+/\1 T/; s/(child|process) [0-9]+/\1 N/'; }
ip netns exec b socat TCP-LISTEN:5000,fork,reuseaddr EXEC:cat &
ip netns exec b socat -d -d -u TCP-LISTEN:5001,bind=10.0.0.2,so-bindtodevice=vb - > /dev/null 2> listener.txt &
sleep 0.5
echo one | ip netns exec a socat -d -d - TCP:10.0.0.2:5000,bind=10.0.0.1:40000 > /dev/null 2> out.txt
said < out.txt
echo two | ip netns exec a socat -d -d -u - TCP:10.0.0.2:5001,sourceport=40001 2>&1 | said
sleep 0.5
said < listener.txt
echo three | ip netns exec a socat -v - TCP:10.0.0.2:5000,crnl > /dev/null 2> out.txt
said < out.txt
printf 'four\tand\n\001five' | ip netns exec a socat -v -x -u - TCP:10.0.0.2:5000 2>&1 | said
echo six | ip netns exec a socat -x - PIPE > /dev/null 2> out.txt
said < out.txt
ip netns exec a socat -d -d - TCP:10.0.0.2:5009,retry=1,interval=0.1 2>&1 < /dev/null | said
echo seven | ip netns exec a socat -u - UDP-DATAGRAM:10.0.0.255:5003 2>&1 | said
echo seven | ip netns exec a socat -u - UDP-DATAGRAM:10.0.0.255:5003,broadcast 2>&1 | said
echo seven | ip netns exec a socat -u - UDP:10.0.0.255:5003 2>&1 | said
ip netns exec a socat - TCP:10.0.0.2:5000,so-bindtodevice=vx 2>&1 < /dev/null | said
ip netns exec a socat - TCP:10.0.0.2:nosuch 2>&1 < /dev/null | said
ip netns exec a socat - TCP4:10.0.0.2: 2>&1 < /dev/null | said
ip netns exec a socat UDP-LISTEN:nosuch - 2>&1 < /dev/null | said
ip netns exec a socat TCP-LISTEN:nosuch - 2>&1 < /dev/null | said
ip netns exec a socat TCP-LISTEN:5000,max-children=3 - 2>&1 < /dev/null | said
ip netns exec a socat TCP-LISTEN:5000,pf=ipv5 - 2>&1 < /dev/null | said
ip netns exec a socat TCP-LISTEN:5000,accept-timeout=0.1 - < /dev/null
echo $?
ip netns exec a socat -vx - - 2>&1 < /dev/null
ip netns exec a socat -t - - 2>&1 < /dev/null | said
ip netns exec a socat -T x - - 2>&1 < /dev/null | said
ip netns exec a socat -u -U - - 2>&1 < /dev/null | said
echo eight | socat -u STDIN ./out.txt
echo nine | socat -u 0 GOPEN:out.txt
socat -u ./out.txt STDOUT | tail -2
echo ten | socat 'STDIN!!STDERR' PIPE 2>&1
ip netns pids b | xargs -r kill
ip netns del a
ip netns del b
rm -f out.txt listener.txt
