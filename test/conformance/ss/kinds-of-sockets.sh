# Sockets of every kind, their details and their number.
# oracle: root
ip netns add a
ip -n a link set lo up
ip netns exec a ss -tane
ip netns exec a nc -l 127.0.0.1 5000 > /dev/null &
ip netns exec a nc -u -l 127.0.0.1 5001 > /dev/null &
sleep 0.4
ip netns exec a ss -A netlink -a | grep -v tcpdiag
ip netns exec a ss -f netlink | grep -c UNCONN
ip netns exec a ss -an 2> /dev/null | grep -v ' 4:'
ip netns exec a ss -l 2> /dev/null | grep -v tcpdiag
ip netns exec a ss -s | tail -n +3
ip netns exec a ss -tlne
ip netns exec a ss -uane
ip netns exec a ss -tlnm
ip netns exec a ss -uanmi
ip netns exec a ss -tlni
ip netns exec a ss -tulnmi
ip netns exec a ss -wa
ip netns exec a ss -xa
ip netns exec a ss -0a
ip netns exec a ss -A inet -an 2> /dev/null
ip netns exec a ss -A packet,raw -a
ip netns exec a ss -A nosuch
ip netns exec a ss -f nosuch
ip netns exec a timeout 2 tcpdump -i lo -w /tmp/trace > /dev/null 2>&1 &
ip netns exec a ping -c 5 -i 0.5 127.0.0.1 > /dev/null &
sleep 0.3
ip netns exec a ss -0a
ip netns exec a ss -wan
ip netns exec a ss -w -a
ip netns exec a ss -a 2> /dev/null | grep -v ^nl
sleep 2.5
