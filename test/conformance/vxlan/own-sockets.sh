# The kernel's own sockets of VXLAN interfaces that are up, one for each port: programs cannot have those
# oracle: vm
ip netns add a
ip netns exec a sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip -n a link add v type dummy
ip -n a addr add 10.0.0.1/24 dev v
ip -n a link set v up
ip -n a link add vx0 type vxlan id 5 remote 10.0.0.2 dstport 4789 dev v
ip netns exec a ss -uln
ip -n a link set vx0 up
ip netns exec a ss -ulnp
ip -n a link add vx1 type vxlan id 6 remote 10.0.0.2 dstport 4789 dev v
ip -n a link set vx1 up
ip -n a link add vx2 type vxlan id 7 dstport 8472
ip -n a link set vx2 up
ip netns exec a ss -uln | sort
ip netns exec a ss -s
ip netns exec a nc -u -l -p 8472
ip netns exec a nc -u -l -p 4789
ip -n a link set vx0 down
ip netns exec a ss -uln | wc -l
ip -n a link del vx1
ip -n a link del vx2
ip netns exec a ss -uln
