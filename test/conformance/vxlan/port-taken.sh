# A VXLAN interface and programs that want the same port
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add vx0 address 02:00:00:00:0a:01 type vxlan id 7 dstport 4789 remote 192.0.2.1
ip link set lo up
nc -u -l -p 4789 > got.txt 2>&1 & holder=$!
sleep 1
ip link set vx0 up
ip -br link show vx0
kill $holder
sleep 1
ip link set vx0 up
timeout 1 nc -u -l -p 4789
timeout 1 nc -u -l -s 127.0.0.1 -p 4789
timeout 1 nc -u -l -p 4790
echo $?
ip link set vx0 down
nc -u -l -s 127.0.0.1 -p 4789 > got.txt 2>&1 & holder=$!
sleep 1
ip link set vx0 up
kill $holder
sleep 1
nc -u -l -p 4788 > got.txt 2>&1 & holder=$!
sleep 1
ip link set vx0 up
ip -br link show vx0
ip link add vx1 up type vxlan id 8 dstport 4788
ip link show vx1
kill $holder
sleep 0.5
ip link del vx0
