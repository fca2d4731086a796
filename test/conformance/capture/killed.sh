# oracle: root
# what tcpdump -w has written by the time that it is killed: whole blocks, or with -U each packet; USR1 asks how much it has seen
ip link add d1 type veth peer name d2
sysctl -qw net.ipv6.conf.d1.disable_ipv6=1
sysctl -qw net.ipv6.conf.d2.disable_ipv6=1
ip addr add 10.0.0.1/24 dev d1
ip link set d1 up
ip link set d2 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev d1
(tcpdump -w one -i d1 icmp 2> e & echo $! > pid)
sleep 1
stat -c %s one
ping -q -c 3 -i 0.2 -W 1 10.0.0.2 > /dev/null
sleep 1.5
stat -c %s one
kill -USR1 $(cat pid)
sleep 1.5
kill -KILL $(cat pid)
sleep 0.5
stat -c %s one
cat e
(tcpdump -U -w two -i d1 icmp 2> e & echo $! > pid)
sleep 1
stat -c %s two
ping -q -c 3 -i 0.2 -W 1 10.0.0.2 > /dev/null
sleep 1.5
stat -c %s two
kill -KILL $(cat pid)
sleep 0.5
tcpdump -t -n -r two 2> /dev/null | sed 's/id [0-9]*,/id N,/'
(tcpdump -w three -i d1 icmp 2> e & echo $! > pid)
sleep 1
ping -q -c 3 -i 0.2 -W 1 -s 1400 10.0.0.2 > /dev/null
sleep 1.5
stat -c %s three
kill -USR2 $(cat pid)
ping -q -c 3 -i 0.2 -W 1 -s 1400 10.0.0.2 > /dev/null
sleep 1.5
stat -c %s three
kill -TERM $(cat pid)
sleep 1.5
stat -c %s three
cat e
ip link del d1
