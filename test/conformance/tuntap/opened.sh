# TUN and TAP devices that a program has open: made by it or there before, what goes through, what becomes of them when it ends
# oracle: root
ip netns add n2
for conf in all default; do sysctl -qw net.ipv6.conf.$conf.disable_ipv6=1; ip netns exec n2 sysctl -qw net.ipv6.conf.$conf.disable_ipv6=1; done
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip link set e1 up
ip -n n2 link set e2 up
ip addr add 10.0.0.1/24 dev e1
ip -n n2 addr add 10.0.0.2/24 dev e2
sleep 1.5
socat TCP-LISTEN:11443,reuseaddr TUN:192.168.255.1/24,up,iff-no-pi & server=$!
sleep 0.5
ip netns exec n2 socat TCP:10.0.0.1:11443 TUN:192.168.255.2/24,up,tun-name=vpn0,iff-no-pi & client=$!
sleep 1
ip -d addr show type tun
ip -n n2 -d addr show type tun
ip -d tuntap | sed 's/([0-9]*)/(N)/'
ip route
ping -c 2 -i 0.3 192.168.255.2 | sed -E 's/time=.*|time .*|= [0-9.]+\/.*//'
ping -c 1 -s 1472 192.168.255.2 | sed -E 's/time=.*|time .*|= [0-9.]+\/.*//'
ip -s link show tun0 | tail -4 | head -2
kill $client
sleep 2
ip link show tun0
ip -n n2 link show vpn0
ip tuntap add dev tap7 mode tap
ip addr add 172.16.0.1/24 dev tap7
ip link set tap7 up address 02:00:00:00:00:71
ip link show tap7
ip netns exec n2 socat UDP-LISTEN:5000 TUN:172.16.0.2/24,up,tun-type=tap,iff-no-pi,tun-name=tapx & server=$!
sleep 0.5
socat UDP:10.0.0.2:5000 TUN,tun-name=tap7,tun-type=tap,iff-no-pi & client=$!
sleep 0.5
ip link show tap7
ip -d tuntap | sed 's/([0-9]*)/(N)/'
ping -c 2 -i 0.3 172.16.0.2 | sed -E 's/time=.*|time .*|= [0-9.]+\/.*//'
kill $client
sleep 0.5
ip link show tap7
kill $server
sleep 0.5
ip -n n2 link show tapx
ip link del e1
