# Kinds of sockets and what processors took, in /proc/net
# oracle: root
ip netns add x
ip -n x link set lo up
ip netns exec x cat /proc/net/protocols | sed -E 's, +[0-9-]+   (no|NI) , MEM \1,'
ip netns exec x nc -l 5000 & 
ip netns exec x nc -lu 5001 & 
ip netns exec x nc -6 -l 5002 & 
ip netns exec x nc -lU s1 & 
ip netns exec x nc -luU s2 &
ip netns exec x ping 127.0.0.1 > /dev/null &
ip netns exec x tcpdump -i lo > /dev/null 2>&1 &
sleep 1
ip netns exec x awk '{print $1, $3}' /proc/net/protocols
ip netns exec x awk '{print NF}' /proc/net/softnet_stat
ip netns exec x ls /proc/net | grep -E '^(protocols|softnet_stat)$'
kill %1 %2 %3 %4 %5 %6 %7
wait
ip netns del x
rm -f s1 s2
