# What is told of a port whose address changes: the link, the bridge that follows, the port
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
sleep 1.2
for m in "ip monitor link" "ip -br monitor link" "bridge monitor link" "bridge monitor fdb"; do
echo "== $m"
$m > told & sleep 0.3; ip link set v0 address 52:54:00:ab:cd:0$((i++)); sleep 0.5; kill $!; wait; cat told; echo
done
ip link set v0 up
ip link set v1 up
ip link set br0 up
sleep 1.2
for m in "ip monitor link" "ip -br monitor link" "bridge monitor link" "bridge monitor fdb"; do
echo "== $m"
$m > told & sleep 0.3; ip link set v0 address 52:54:00:ab:cd:1$((i++)); sleep 0.5; kill $!; wait; cat told; echo
done
