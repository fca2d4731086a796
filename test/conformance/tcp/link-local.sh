# oracle: root
# Conversations between link-local addresses: each is one of a device, which has to be said.
ip netns add a
ip netns add b
ip link add va netns a type veth peer name vb netns b
for n in a b; do
  ip -n $n link set v$n addrgenmode none
  ip -n $n link set lo up
  ip -n $n link set v$n up
  ip -n $n addr add fe80::$n/64 dev v$n nodad
done
ip netns exec b timeout 1 nc -v -n -6 -l fe80::b%vb 80 </dev/null > heard 2>&1 &
sleep 0.3
ip netns exec b ss -tlnH
ip netns exec a timeout 1 nc -v -N fe80::b%va 80 </dev/null
wait
sed 's/[0-9]*$//' heard
ip netns exec a timeout 1 nc -v -N fe80::b 80 </dev/null
ip netns exec a timeout 1 nc -v -N fe80::b%vx 80 </dev/null
ip netns exec a timeout 1 nc -v -N 2001:db8::b%va 80 </dev/null
ip netns exec a timeout 1 nc -v -N 2001:db8::b%2 80 </dev/null
ip netns exec a timeout 1 nc -v -N fe80::b%99 80 </dev/null
ip netns exec a timeout 1 nc -vu fe80::b 80 </dev/null
ip netns exec a timeout 1 nc -l fe80::a 80 </dev/null
ip netns exec b timeout 1 nc -n -u -6 -l fe80::b%vb 80 > heard </dev/null &
sleep 0.3
echo hi | ip netns exec a timeout 0.3 nc -u fe80::b%va 80
wait
cat heard
ip netns exec b socat 'TCP6-LISTEN:81,bind=[fe80::b%vb]' EXEC:'echo hello' &
sleep 0.3
ip netns exec a socat - 'TCP6:[fe80::b%va]:81'
wait
printf 'HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nyes' | ip netns exec b nc -N -6 -l fe80::b%vb 80 > heard &
sleep 0.3
ip netns exec a curl -s 'http://[fe80::b%25va]/'
wait
head -n 2 heard
ip netns exec a curl -sS 'http://[fe80::b]/' 2>&1 | sed 's/ [0-9]* ms/ N ms/'
ip netns exec a wget -qO- 'http://[fe80::b%va]/'
ip netns del a
ip netns del b
