# Sockets as netstat of net-tools lists them: which, and what of each.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip -n a addr add 2001:db8:1111:2222:3333:4444:5555:6661/64 dev va nodad
sudo ip -n b addr add 2001:db8:1111:2222:3333:4444:5555:6662/64 dev vb nodad
sudo ip netns exec b nc -l -p 5000 > got.txt &
sudo ip netns exec b nc -6 -l -p 80 > got2.txt &
sudo ip netns exec b nc -lu -p 5300 > got3.txt &
sudo ip netns exec b nc -6 -lu -p 5353 > got4.txt &
sleep 0.4
sudo ip netns exec a nc -d -p 40000 10.0.0.2 5000 > got5.txt &
sudo ip netns exec a nc -d -p 40001 2001:db8:1111:2222:3333:4444:5555:6662 80 > got6.txt &
echo hi | sudo ip netns exec a nc -u -p 40003 10.0.0.2 5300 > got7.txt &
sleep 0.5
sudo ip netns exec b netstat -tn
sudo ip netns exec b netstat -t
sudo ip netns exec b netstat -tln
sudo ip netns exec b netstat -tlnW
sudo ip netns exec b netstat -tnW
sudo ip netns exec b netstat -uan
sudo ip netns exec b netstat -tuan4
sudo ip netns exec b netstat --tcp --udp --all --numeric --inet6
sudo ip netns exec b netstat -ta --numeric-ports
sudo ip netns exec b netstat -tano
sudo ip netns exec b netstat -tane | sed -E 's/[0-9]+ +$/INODE/'
sudo ip netns exec b netstat -ulnp | sed -E 's/[0-9]+\/nc +$/PID\/nc/'
sudo ip netns exec b netstat -tnep | sed -E 's/[0-9]+ +[0-9]+\/nc +$/INODE PID\/nc/'
sudo ip netns exec b netstat -an
sudo ip netns exec b netstat
sudo ip netns exec b netstat -lx
sudo ip netns exec b netstat -nw
sudo ip netns pids a | xargs sudo kill
sudo ip netns pids b | xargs sudo kill
sleep 0.2
sudo ip netns exec b netstat -tlun
sudo ip netns del a
sudo ip netns del b
