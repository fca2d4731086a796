# Who ends when: nc with -N, -q, -w and -d on either side, and what comes after the end.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
echo from the server | sudo ip netns exec b nc -l -p 5000 > got.txt &
sleep 0.3
echo from the client | sudo ip netns exec a nc -N -v 10.0.0.2 5000
wait
cat got.txt
sudo ip netns exec b nc -l -p 5001 > got.txt < /dev/null &
sleep 0.3
echo quits at once | sudo ip netns exec a nc -q 0 10.0.0.2 5001
wait
cat got.txt
sudo ip netns exec b nc -d -l -p 5002 > got.txt &
sleep 0.3
(echo one; sleep 0.3; echo two; sleep 1) | sudo ip netns exec a nc -w 1 -q 1 10.0.0.2 5002
wait
cat got.txt
sudo ip netns exec b nc -l -W 1 -p 5003 > got.txt &
sleep 0.3
(echo one; sleep 0.5; echo two; sleep 0.3) | sudo ip netns exec a nc -N 10.0.0.2 5003
wait
cat got.txt
sudo ip netns exec b timeout 1.5 nc -lku -p 5004 > got.txt &
sleep 0.3
echo one | sudo ip netns exec a nc -u -q 0 10.0.0.2 5004
echo two | sudo ip netns exec a nc -u -q 0 10.0.0.2 5004
wait
cat got.txt
sudo ip netns exec b timeout 1.5 nc -lu -p 5005 > got.txt &
sleep 0.3
echo one | sudo ip netns exec a nc -u -q 0 10.0.0.2 5005
echo two | sudo ip netns exec a nc -u -q 0 10.0.0.2 5005
wait
cat got.txt
echo nobody there | sudo ip netns exec a timeout 2 nc -u 10.0.0.2 5006
sudo ip netns exec b nc -6 -nvl -p 5007 > got.txt 2> said.txt &
sleep 0.3
echo over IPv4 | sudo ip netns exec a nc -nv -N -p 40000 10.0.0.2 5007
wait
cat said.txt got.txt
sudo ip netns del a
sudo ip netns del b
