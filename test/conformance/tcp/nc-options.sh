# TTL, TOS and broadcasts of nc, and what is wrong with its options
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
for n in x y; do ip netns add $n; ip -n $n link set lo up; done
ip link add vx netns x type veth peer name vy netns y
ip -n x addr add 10.0.0.1/24 dev vx; ip -n y addr add 10.0.0.2/24 dev vy
ip -n x addr add fd00::1/64 dev vx; ip -n y addr add fd00::2/64 dev vy
ip -n x link set vx up; ip -n y link set vy up
sleep 1
ip netns exec y tcpdump -lnvi vy -c 60 'port 5000' > cap 2> /dev/null &
sleep 1
ip netns exec y nc -l -T ef -M 9 5000 &
sleep 0.5
echo hi | ip netns exec x nc -N -T 0x13 -M 7 10.0.0.2 5000
wait %2
sleep 0.5
ip netns exec y nc -6 -l -T af11 -M 9 5000 &
sleep 0.5
echo hi | ip netns exec x nc -N -T lowdelay -M 7 fd00::2 5000
wait %3
ip netns exec y nc -ul 5000 -W 1 &
sleep 0.3
echo hi | ip netns exec x nc -u -w 1 -q 0 -T 0x17 -M 7 10.0.0.2 5000
sleep 0.3
kill -INT %1; sleep 0.3
grep -o 'tos 0x[0-9a-f]*,.*ttl [0-9]*\|class 0x[0-9a-f]*.*hlim [0-9]*\|Flags .[A-Z.]*.' cap | sed 's/flowlabel 0x[0-9a-f]*, //'
ip netns exec x nc -T foo 10.0.0.2 5000
ip netns exec x nc -T 256 10.0.0.2 5000
ip netns exec x nc -T 0x100 10.0.0.2 5000
ip netns exec x nc -T -1 10.0.0.2 5000
ip netns exec x nc -T 0xzz -w 1 10.0.0.2 5001
ip netns exec x nc -T 12x 10.0.0.2 5001
ip netns exec x nc -T "" 10.0.0.2 5001
ip netns exec x nc -T AF11 10.0.0.2 5001
ip netns exec x nc -M 256 10.0.0.2 5000
ip netns exec x nc -M -1 10.0.0.2 5000
ip netns exec x nc -M x 10.0.0.2 5000
ip netns exec x nc -M 0 10.0.0.2 5000
ip netns exec x nc -M 0 fd00::2 5000
ip netns exec x nc -u -M 0 10.0.0.2 5000
ip netns exec x nc -l -M 0 5000
ip netns exec x nc -m x 10.0.0.2 5000
ip netns exec x nc -u -v 10.0.0.255 5000 < /dev/null
ip netns exec x nc -u -b -w 1 -q 0 10.0.0.255 5000 < /etc/hostname; echo $?
ip netns exec x nc -u -v 255.255.255.255 5000 < /dev/null
ip netns exec x nc -b 10.0.0.255 5000 < /dev/null; echo $?
ip netns exec x nc -I 0 10.0.0.2 1
ip netns exec x nc -O x 10.0.0.2 1
ip netns exec x nc -i x 10.0.0.2 1
ip netns exec x nc -i -1 10.0.0.2 1
ip netns exec x nc -X foo 10.0.0.2 1
ip netns exec x nc -V 1 10.0.0.2 1
ip netns exec x nc -W 0 10.0.0.2 1
ip netns exec x nc -w -1 10.0.0.2 1
ip netns exec x nc -w x 10.0.0.2 1
ip netns exec x nc -q x 10.0.0.2 1
ip netns exec x nc -p x 10.0.0.2 1
ip netns exec x nc -p 70000 10.0.0.2 1
ip netns exec x nc -p 0 10.0.0.2 1
ip netns exec x nc -s nosuch 10.0.0.2 1
ip netns exec x nc -s 10.9.9.9 10.0.0.2 1
ip netns exec x nc -v -s fd00::1 10.0.0.2 1
ip netns exec x nc -z
ip netns exec x nc -z 10.0.0.2
ip netns exec x nc -z 10.0.0.2 0
ip netns exec x nc -z 10.0.0.2 65536
ip netns exec x nc -z 10.0.0.2 5-
ip netns exec x nc -z 10.0.0.2 -5
ip netns exec x nc -z 10.0.0.2 5-x
ip netns exec x nc -z 10.0.0.2 foo
ip netns exec x nc -zv 10.0.0.2 1-3
ip netns exec x nc -zv 10.0.0.2 3-1
ip netns exec x nc -zvn 10.0.0.2 1 2
ip netns exec x nc -zvn localhost 1
ip netns exec x nc -zv -w 1 10.0.0.77 1
ip netns exec x nc -rzv 10.0.0.2 1-5 2>&1 | sort
ip netns exec x nc -rz 10.0.0.2 5-x
ip netns exec x nc -lz 5000
ip netns exec x nc -k 10.0.0.2 1
ip netns exec x nc -l
ip netns exec x nc -l 1 2 3
ip netns exec x nc -l -p 5000 5001
ip netns exec x nc -lU
ip netns exec x nc -lU /no/such/x
ip netns exec x nc -U /no/such/x
ip netns exec x nc -U
ip netns exec x nc -uU /no/such/x
ip netns exec x nc -@
ip netns exec x nc -w
ip netns exec x nc
ip netns exec x nc -46 10.0.0.2 1 -v
ip netns exec x nc -6 10.0.0.2 1
ip netns exec x nc -4 fd00::2 1
ip netns exec x nc -D -v 10.0.0.2 1
ip netns exec x nc -v fe80::1 1
ip netns exec x nc -v fe80::1%nope 1
for n in x y; do ip netns del $n; done
rm -f cap
