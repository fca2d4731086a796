# Addresses made of a token: routers are asked at once, and those of an old token go
# oracle: vm
ip netns add router
ip link add eth0 address 02:00:00:00:00:0b type veth peer name r0 address 02:00:00:00:00:0a netns router
ip netns exec router sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n router link set r0 up
ip token set ::42 dev eth0
ip link set eth0 up
sleep 4
echo 'interface r0 { AdvSendAdvert on; prefix 2001:db8:1::/64 { AdvValidLifetime infinity; AdvPreferredLifetime infinity; }; };' > radvd.conf
ip netns exec router radvd -n -C radvd.conf -m none &
sleep 3
ip -6 addr show dev eth0 scope global
ip token set ::43 dev eth0
ip token list
sleep 3
ip -6 addr show dev eth0 scope global
ip token del dev eth0
ip -6 addr show dev eth0 scope global
ip -6 route | sed 's.expires [0-9]*sec.expires N.'
kill %1
wait
ip link del eth0
ip netns del router
