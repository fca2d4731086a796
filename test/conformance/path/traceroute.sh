# traceroute over a router, by UDP and ICMP, over IPv4 and IPv6, and what routers refuse.
# oracle: root
for n in c r s; do sudo ip netns add $n; sudo ip -n $n link set lo up; done
sudo ip link add c0 netns c type veth peer name r0 netns r
sudo ip link add s0 netns s type veth peer name r1 netns r
sudo ip -n c link set c0 up; sudo ip -n r link set r0 up; sudo ip -n r link set r1 up; sudo ip -n s link set s0 up
sudo ip -n c addr add 10.1.0.2/24 dev c0; sudo ip -n r addr add 10.1.0.1/24 dev r0
sudo ip -n r addr add 10.2.0.1/24 dev r1; sudo ip -n s addr add 10.2.0.2/24 dev s0
sudo ip -n c addr add fd01::2/64 dev c0 nodad; sudo ip -n r addr add fd01::1/64 dev r0 nodad
sudo ip -n r addr add fd02::1/64 dev r1 nodad; sudo ip -n s addr add fd02::2/64 dev s0 nodad
sudo ip -n c route add default via 10.1.0.1; sudo ip -n s route add default via 10.2.0.1
sudo ip -n c route add default via fd01::1; sudo ip -n s route add default via fd02::1
sudo ip netns exec r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
sleep 2
sudo ip netns exec c traceroute 10.2.0.2
sudo ip netns exec c traceroute -n fd02::2
sleep 7
sudo ip netns exec c traceroute -n -I 10.2.0.2
sudo ip netns exec c traceroute -n -I fd02::2
sleep 7
sudo ip netns exec c traceroute -n -q 1 -p 40000 10.2.0.2 100
sudo ip netns exec c traceroute -n 127.0.0.1
sudo ip netns exec c traceroute -n 10.1.0.2
sudo ip netns exec c traceroute -n -m 1 -q 2 10.2.0.2
sudo ip -n r route add unreachable 10.5.0.0/16
sudo ip -n r route add blackhole 10.7.0.0/16
sleep 7
sudo ip netns exec c traceroute -n -q 1 10.5.0.1
sudo ip netns exec c traceroute -n -q 1 -w 0.3 -m 2 10.7.0.1
sudo ip netns exec c traceroute nosuch.example
sudo ip netns exec c traceroute -n -m 0 10.2.0.2
sudo ip netns exec c traceroute -n -m 256 10.2.0.2
sudo ip netns exec c traceroute -n -q 0 10.2.0.2
sudo ip netns exec c traceroute -n -f 40 10.2.0.2
sudo ip netns exec c traceroute -n -w x 10.2.0.2
sudo ip netns exec c traceroute -i nosuch 10.2.0.2
sudo ip netns exec c traceroute -s 1.2.3.4 10.2.0.2
sudo ip netns exec c traceroute -Z 10.2.0.2
sudo ip netns exec c traceroute 10.2.0.2 foo
sudo ip netns exec s traceroute -n 192.0.2.1 -m 1 -q 1 -w 0.2
sudo ip -n s route del default
sudo ip netns exec s traceroute -n 192.0.2.1
for n in c r s; do sudo ip netns del $n; done
