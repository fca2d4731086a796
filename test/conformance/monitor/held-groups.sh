# oracle: root
# bridge monitor leaves groups in its buffer until it prints something else; what ends it takes them along.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br2 type bridge
ip link set br2 up
sleep 1.5
bridge monitor all > told & sleep 0.5
ip addr add 224.1.1.2/32 dev br2 autojoin
sleep 1.5
kill %1
wait
cat told
bridge mdb show
bridge monitor > told & sleep 0.5
ip addr add 224.1.1.3/32 dev br2 autojoin
sleep 1.5
ip link set br2 mtu 1400
sleep 0.3
kill %1
wait
cat told
bridge mdb show
