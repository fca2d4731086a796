# A reader that does not read: the window closes, it is asked for, and opens again; one that dies with unread data resets.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
sudo ip netns exec b nc -l -p 5000 | (sleep 4 < /dev/null; wc -c) > got.txt &
sleep 0.4
sudo ip netns exec a tcpdump -tnl -i va 'tcp and src 10.0.0.2' > dump.txt 2> dump.err &
sleep 0.5
head -c 4000000 /dev/zero | sudo ip netns exec a nc -N -p 40000 10.0.0.2 5000 &
sleep 1.2
sudo ip netns exec a ss -tnoH | grep -c 'timer:(persist'
sudo ip netns exec a netstat -tno | grep -o 'ESTABLISHED probe'
sudo ip netns exec b ss -tnH | grep -c 'ESTAB 0 '
grep -q 'win 0,' dump.txt && echo the window is closed
wait $!
sleep 0.3
cat got.txt
sudo ip netns pids a | xargs sudo kill
sudo ip netns exec b nc -l -p 5001 | sleep 3 &
sleep 0.4
sudo ip netns exec a tcpdump -tnl -i va 'tcp[13] & 4 != 0' > dump.txt 2> dump.err &
sleep 0.5
head -c 4000000 /dev/zero | sudo ip netns exec a nc -v -p 40001 10.0.0.2 5001 2> nc.err &
sleep 0.8
cat nc.err
sudo ip netns pids b | xargs sudo kill
wait $!
sudo ip netns exec a ss -tanH dport = :5001
sudo ip netns exec b ss -tanH sport = :5001
sleep 0.2
sed -E 's/seq [0-9]+/seq N/; s/ ack [0-9]+,//; s/win [0-9]+/win N/; s/ options.*,/ /' dump.txt | head -n 1
sudo ip netns pids a | xargs sudo kill
sudo ip netns del a
sudo ip netns del b
