# Redirections from and to /dev/tcp and /dev/udp: a port that listens, one that does not, nobody there, no way there.
# oracle: root
sudo ip netns add a
sudo ip netns add b
sudo ip link add va netns a type veth peer name vb netns b
for n in a b; do sudo ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1; done
sudo ip -n a addr add 10.0.0.1/24 dev va
sudo ip -n b addr add 10.0.0.2/24 dev vb
for n in a b; do sudo ip -n $n link set lo up; sudo ip -n $n link set v$n up; done
printf 'HTTP/1.0 200 OK\r\n\r\nhello\nworld\n' > answer
sudo ip netns exec b nc -l -N -p 80 < answer > asked &
sleep 0.3
sudo ip netns exec a bash -c 'exec 3<>/dev/tcp/10.0.0.2/80; printf "GET / HTTP/1.0\r\n\r\n" >&3; read -r first <&3; echo "$first"; cat <&3'
sleep 0.2
cat asked
sudo ip netns exec a timeout 1 bash -c '</dev/tcp/10.0.0.2/22'
sudo ip netns exec a bash -c 'exec 3<>/dev/tcp/10.0.0.2/81; echo $?; echo goes on'
sudo ip netns exec a bash -c 'echo > /dev/tcp/10.9.9.9/80'
sudo ip netns exec a bash -c 'echo > /dev/tcp/-bad-/80'
sudo ip netns exec a bash -c 'echo > /dev/tcp/10.0.0.2/nosuchport'
sudo ip netns exec a bash -c 'echo > /dev/tcp/10.0.0.2'
sudo ip netns exec b nc -l -p 8022 > /dev/null &
sleep 0.3
sudo ip netns exec a bash -c 'for p in 8021 8022; do (echo > /dev/tcp/10.0.0.2/$p) 2>/dev/null && echo $p open || echo $p closed; done'
sudo ip netns exec b timeout 0.6 nc -u -l -p 5300 > got &
sleep 0.3
sudo ip netns exec a bash -c 'echo one > /dev/udp/10.0.0.2/5300'
sleep 0.6
cat got
sudo ip netns exec a bash -c 'exec 3<>/dev/udp/10.0.0.2/9; echo a >&3; echo $?; sleep 0.1; echo b >&3; echo $?; echo c >&3; echo $?'
sudo ip -n b link set vb down
sudo ip netns exec a timeout 0.3 bash -c 'echo > /dev/tcp/10.0.0.2/80'
sudo ip netns del a
sudo ip netns del b
