# States that links are asked to come to, and what is told of changes that change nothing
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02
ip link set e0 up
ip link set v0 up
ip link add vx0 address 02:00:00:00:00:12 type vxlan id 5 dstport 4789 dev v0
ip link set vx0 up
ip link add vx1 address 02:00:00:00:00:13 state up type vxlan id 6 dstport 4789 dev v0
ip link set vx1 up
ip link add vx2 address 02:00:00:00:00:14 state dormant type vxlan id 7 dstport 4789 dev v0
ip link set vx2 up
sleep 1.5
ip -br link
for state in up dormant up testing down lowerlayerdown unknown up bogus 300; do ip link set vx0 state $state; ip -br link show vx0; done
for state in dormant testing up testing dormant up; do ip link set v0 state $state; ip -br link show v0; done
ip link set e0 state testing
ip link set v0 down
sleep 1.5
ip link set v0 up
sleep 1.5
ip -br link show e0
ip monitor link > told.txt & watcher=$!
sleep 0.5
for words in "mode default" "mode dormant" "mode dormant" "mode default" "group 5" "group 5" "txqueuelen 1000" "state up" "state dormant" "state up" "gso_max_size 60000" "alias x" "alias x" "addrgenmode none" "mtu 1500"; do ip link set dev v0 $words; sleep 0.3; echo "after $words" >> told.txt; done
kill $watcher
sed 's/^[0-9]*: //;/link.ether/d;/link-netns/d' told.txt
ip link del v0
