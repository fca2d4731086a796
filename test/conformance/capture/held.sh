# What tcpdump has not seen yet when it is stopped: packets wait for a second in the kernel, lines for a full buffer, less with -l
# oracle: root
ip link add d1 type veth peer name d2
sysctl -qw net.ipv6.conf.d1.disable_ipv6=1 net.ipv6.conf.d2.disable_ipv6=1
ip addr add 10.0.0.1/24 dev d1
ip link set d1 up
ip link set d2 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev d1
(tcpdump -tn -i d1 icmp > out 2> err & echo $! > pid)
sleep 1.4
ping -q -c 1 -W 0.1 10.0.0.2 > /dev/null
kill $(cat pid)
sleep 0.5
wc -l < out
tail -n 3 err
(tcpdump -tn -i d1 icmp > out 2> err & echo $! > pid)
sleep 1.4
ping -q -c 1 -W 0.1 10.0.0.2 > /dev/null
sleep 1.3
wc -c < out
kill -USR1 $(cat pid)
sleep 0.3
tail -n 1 err
kill $(cat pid)
sleep 0.5
wc -l < out
tail -n 3 err
(tcpdump -tn -l -i d1 icmp > out 2> err & echo $! > pid)
sleep 1.4
ping -q -c 1 -W 0.1 10.0.0.2 > /dev/null
sleep 0.4
wc -l < out
kill $(cat pid)
sleep 0.5
tail -n 3 err
(tcpdump -tn --immediate-mode -w one -i d1 icmp 2> err & echo $! > pid)
sleep 1.4
ping -q -c 1 -W 0.1 10.0.0.2 > /dev/null
kill $(cat pid)
sleep 0.5
tcpdump -tn --count -r one 2> /dev/null
tail -n 3 err
(tcpdump -tn -c 1 -i d1 icmp > out 2> err & echo $! > pid)
sleep 1.4
ping -q -c 1 -W 0.1 10.0.0.2 > /dev/null
kill -0 $(cat pid) && echo it waits
sleep 1.3
kill -0 $(cat pid) 2> /dev/null || echo it has ended
wc -l < out
(tcpdump -tn -c 2500 -w two -i d1 icmp 2> err & echo $! > pid)
sleep 1.4
ping -q -s 56 -c 2000 -l 2000 -W 0.1 10.0.0.2 > /dev/null 2>&1
kill $(cat pid)
sleep 0.5
tail -n 3 err
ip link del d1
