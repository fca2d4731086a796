# Addresses that stay for ever are never deprecated by time, and what comes and goes with addresses
# oracle: root
ip netns add n1
ip link add e0 netns n1 address 02:00:00:00:01:01 type veth peer name w0
ip link set w0 up
ip netns exec n1 sysctl -qw net.ipv6.conf.e0.disable_ipv6=1
ip -n n1 link set e0 up
ip -n n1 addr add 10.5.0.1/24 dev e0 preferred_lft 1
ip -n n1 addr add 10.5.1.1/24 dev e0 preferred_lft 0
ip -n n1 addr show dev e0
sleep 3
ip -n n1 addr show dev e0
ip -n n1 addr show dev e0 deprecated
ip -n n1 addr change 10.5.1.1/24 dev e0 valid_lft 100 preferred_lft 200
ip -n n1 addr change 10.5.1.1/24 dev e0 valid_lft 0
ip -n n1 addr change 10.5.1.1/24 dev e0
ip -n n1 addr show dev e0 deprecated
ip -n n1 addr add 10.1.0.1/24 dev e0
ip -n n1 addr add 10.1.0.2/24 dev e0
ip -n n1 route add 10.9.0.0/24 dev e0 src 10.1.0.2
ip -n n1 route add 10.9.1.0/24 via 10.1.0.254 src 10.1.0.2
ip -n n1 route add 10.8.0.0/16 via 10.1.0.254 src 10.1.0.3
ip -n n1 monitor route > heard &
sleep 1
ip -n n1 addr del 10.1.0.2/24 dev e0
ip -n n1 route del 10.1.0.0/24 dev e0
ip -n n1 route add 10.1.0.0/24 dev e0 proto kernel scope link src 10.1.0.1 metric 55
ip -n n1 route add 10.1.0.0/24 dev e0 proto static scope link src 10.1.0.1 metric 44
ip -n n1 addr del 10.1.0.1/24 dev e0
sleep 0.5
kill $!
cat heard
ip -n n1 route
ip -n n1 monitor netconf > told &
sleep 1
ip netns exec n1 sysctl -w net.ipv4.ip_forward=1
ip netns exec n1 sysctl -w net.ipv4.conf.e0.forwarding=0
ip netns exec n1 sysctl -w net.ipv4.ip_forward=1
ip netns exec n1 sysctl net.ipv4.conf.e0.forwarding
ip netns exec n1 sysctl -w net.ipv4.conf.default.forwarding=0
ip netns exec n1 sysctl -w net.ipv4.ip_forward=0
ip netns exec n1 sysctl -w net.ipv4.conf.all.forwarding=on
sleep 0.5
kill $!
cat told
ip link del w0
ip netns del n1
