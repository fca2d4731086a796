# What sockets may be bound to: addresses of this host, groups and broadcast addresses, with ip_nonlocal_bind any; what is sent from there
# oracle: root
ip netns add n2
for n in n2; do ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; done
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link set lo up
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip link set e1 up
ip -n n2 link set e2 up
ip addr add 10.0.0.1/24 brd + dev e1
ip addr add fd00::1/64 dev e1
ip -n n2 addr add 10.0.0.2/24 brd + dev e2
ip -n n2 addr add fd00::2/64 dev e2
sleep 2.5
try() { timeout 0.5 socat -u $1 OPEN:/tmp/heard,creat 2>&1 | sed 's/^.* E //'; echo ${PIPESTATUS[0]}; }
for address in 10.0.0.9 10.0.0.255 224.1.2.3 255.255.255.255 127.3.3.3 0.0.0.0; do
  echo $address
  try UDP-RECV:5000,bind=$address
  try TCP-LISTEN:5000,bind=$address
  timeout 0.5 nc -l $address 5001; echo $?
  timeout 0.5 nc -u -l $address 5001; echo $?
done
for address in fd00::9 ff02::77 ff05::77 ::1; do
  echo $address
  try UDP6-RECV:5000,bind=[$address]
  try TCP6-LISTEN:5000,bind=[$address]
  timeout 0.5 nc -l $address 5001; echo $?
done
sysctl -w net.ipv4.ip_nonlocal_bind=1 net.ipv6.ip_nonlocal_bind=1
for address in 10.0.0.9 fd00::9; do
  echo $address
  timeout 0.5 nc -l $address 5001; echo $?
  timeout 0.5 nc -u -l $address 5001; echo $?
done
ip netns exec n2 tcpdump -l -n -i e2 "udp or icmp" > /tmp/sent 2> /dev/null & dump=$!
sleep 1
ping -c 1 -W 1 -I 10.0.0.9 10.0.0.2; echo $?
for to in UDP:10.0.0.2:9 TCP:10.0.0.2:9; do
  echo x | socat - $to,bind=10.0.0.9 2>&1 | sed 's/^.* E //'
done
echo x | nc -w 1 -s 10.0.0.9 10.0.0.2 9; echo $?
ip route get 10.0.0.2 from 10.0.0.9; echo $?
echo x | socat - UDP-DATAGRAM:10.0.0.2:7,bind=10.0.0.255:5001
echo x | socat - UDP-DATAGRAM:10.0.0.2:7,bind=224.1.1.1:5002
echo x | socat - UDP:10.0.0.2:7,bind=10.0.0.1:5003 2> /dev/null
sleep 1
kill $dump
wait $dump
cut -d ' ' -f 2- /tmp/sent
ip link del e1
