# What scripts do around probes: time limits, duplicate addresses looked for more than once, numbers cut out by Perl's patterns
# oracle: root
ip netns add peer
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns exec peer sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add e0 address 02:00:00:00:00:05 type veth peer name e0 address 02:00:00:00:00:06 netns peer
ip addr add 10.6.0.1/24 dev e0
ip -n peer addr add 10.6.0.2/24 dev e0
ip link set e0 up
ip -n peer link set e0 up
timeout 1 ping -i 0.4 10.6.0.2
timeout -s INT 1 ping -q -i 0.4 10.6.0.2
ping -i 0.3 10.6.0.2 > /tmp/out & sleep 0.5; kill $!; wait $!
grep -c 'bytes from' /tmp/out
tail -n 1 /tmp/out | grep -oP 'icmp_seq=\K\d+'
ping -c 2 -i 0.2 10.6.0.2 | grep -oP '\d+(?=% packet loss)'
ip -4 addr show e0 | grep -oP '(?<=inet\s)\d+(\.\d+){3}'
ip -o link | grep -oP '^\d+: \K[^:@]+' | sort
ip route | grep -P '^10\.6\.' | grep -Po 'dev \K\S+'
ip -4 route | grep -oP '('
arping -D -c 2 -I e0 10.6.0.2
arping -D -c 1 -I e0 10.6.0.9
arping -q -D -c 3 -I e0 10.6.0.2
hostname -I
ip addr add 10.9.9.9/32 dev lo
ip addr add 10.6.1.1/24 dev e0
hostname --all-ip-addresses
for n in "" "-n peer"; do ip $n neigh flush dev e0; done
