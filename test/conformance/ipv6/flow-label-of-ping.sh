# oracle: root
# ping -F labels its requests as it is told; 0 leaves the choice to the kernel, which makes another each time
ip netns add b
ip link add e0 type veth peer name e0 netns b
ip addr add 2001:db8::1/64 dev e0 nodad
ip link set e0 up
ip -n b addr add 2001:db8::2/64 dev e0 nodad
ip -n b link set e0 up
sleep 2.5
ping -6 -q -F 0 -c 1 2001:db8::2 | head -1 | grep -c 'flow 0x[0-9a-f]*[1-9a-f]'
ping -6 -q -F 0 -c 1 2001:db8::2 > 1
ping -6 -q -F 0 -c 1 2001:db8::2 > 2
test "$(head -1 1)" = "$(head -1 2)"
ping -6 -q -F 1234 -c 1 2001:db8::2 | head -1
ip netns exec b tcpdump -n -i e0 -v -c 1 'icmp6[0] = 128 and dst 2001:db8::2' > o 2> /dev/null &
sleep 2
ping -6 -q -F 0 -c 1 2001:db8::2 > 3
wait
test "$(grep -o 'flow 0x[0-9a-f]*' 3)" = "$(grep -o 'flowlabel 0x[0-9a-f]*' o | sed s/label//)"
ping -6 -F 0x1ffff1 -c 1 2001:db8::2
ip link del e0
