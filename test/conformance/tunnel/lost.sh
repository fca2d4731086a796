# What tunnels lose: no way to the other end, a wrong key, no tunnel there, loops, an end that is not the host's
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add e0 type veth peer name e0 netns far
ip addr add 10.0.0.1/24 dev e0
ip -n far addr add 10.0.0.2/24 dev e0
ip link set e0 up
ip -n far link set e0 up
ip link add t0 type gre local 10.0.0.1 remote 10.9.9.9
ip link set t0 up
ip addr add 192.168.0.1/24 dev t0
ip netns exec far true
ping -c 1 -W 0.3 -q 192.168.0.2
ip -s link show t0
ip -s tunnel show t0
ip link add t1 type gre local 10.0.0.77 remote 10.0.0.2
ip link set t1 up
ip addr add 192.168.1.1/24 dev t1
ping -c 1 -W 0.3 -q 192.168.1.2
ip -s link show t1
ip link add t2 type gre local 10.0.0.1 remote 10.0.0.2 key 5
ip -n far link add t2 type gre local 10.0.0.2 remote 10.0.0.1 key 6
ip link set t2 up
ip -n far link set t2 up
ip addr add 192.168.2.1/24 dev t2
ip -n far addr add 192.168.2.2/24 dev t2
ping -c 1 -W 0.3 192.168.2.2
ping -c 1 -W 0.3 192.168.2.2
ip -s link show t2
ip -n far -s link show t2
ip -n far link set t2 type gre key 5
ping -c 1 -W 0.3 -q 192.168.2.2
ip -n far link set t2 type gre csum
ping -c 1 -W 0.3 -q 192.168.2.2
ip -n far link set t2 type gre nocsum seq
ping -c 1 -W 0.3 -q 192.168.2.2
ip -n far -s link show t2
ip -n far -s tunnel show t2
ip -n far link set t2 down
ping -c 1 -W 0.3 192.168.2.2
ip link add t3 type ipip local 10.0.0.1 remote 192.168.3.2
ip link set t3 up
ip addr add 192.168.3.1/24 dev t3
ping -c 1 -W 0.3 -q 192.168.3.2
ip -s link show t3
ip link add t4 type ipip remote 172.16.5.2
ip link add t5 type ipip remote 172.16.4.2
ip link set t4 up
ip link set t5 up
ip addr add 172.16.4.1/24 dev t4
ip addr add 172.16.5.1/24 dev t5
ping -c 1 -W 0.3 -q 172.16.4.2
ip -s link show t4
ip -s link show t5
ip link add t6 type ipip remote 10.0.0.2
ip link set t6 up
ip addr add 192.168.6.1/24 dev t6
ping -c 1 -W 0.3 192.168.6.2
ip -n far link set tunl0 up
ip -n far addr add 192.168.6.2/24 dev tunl0
ping -c 1 -W 0.3 -q 192.168.6.2
ip -n far link add tunl1 type ipip remote 10.0.0.1
ip -n far link set tunl1 up
ip -n far addr add 192.168.6.2/24 dev tunl1
ip -n far addr del 192.168.6.2/24 dev tunl0
ping -c 1 -W 0.3 -q 192.168.6.2
ip -n far -s link show tunl0
ip -n far -s link show tunl1
ip link set t6 type ipip ttl 1
ip link set e0 down
ping -c 1 -W 0.3 -q 192.168.6.2
ip -s link show t6
