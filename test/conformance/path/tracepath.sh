# tracepath finds the narrow link, the host next door, nothing, and no way.
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
sudo ip netns exec c tracepath 10.2.0.2
sudo ip netns exec c tracepath -n fd02::2
sleep 7
sudo ip netns exec c tracepath -n 10.1.0.1
sudo ip netns exec c tracepath -n 127.0.0.1
sudo ip netns exec c tracepath -b 10.2.0.2
sleep 7
sudo ip -n r link set r1 mtu 1400; sudo ip -n s link set s0 mtu 1400
sudo ip netns exec c tracepath -n 10.2.0.2
sudo ip netns exec c tracepath -n fd02::2
sudo ip -n r route add blackhole 10.7.0.0/16
sudo ip netns exec c tracepath -n -m 2 10.7.0.1
sudo ip netns exec c tracepath nosuch.example
sudo ip netns exec c tracepath -m 0 10.2.0.2
sudo ip netns exec c tracepath -l 100000 10.2.0.2
sudo ip netns exec c tracepath
sudo ip netns exec c tracepath -Z 10.2.0.2
sudo ip netns exec c tracepath -V
sudo ip -n c route del default
sudo ip netns exec c tracepath -n 10.2.0.2
for n in c r s; do sudo ip netns del $n; done
