# flower by masks, ranges of ports, flags of TCP and of fragments
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A clsact
tc filter add dev A egress protocol ip pref 1 handle 1 flower ip_proto tcp tcp_flags 0x02/0x12 action continue
tc filter add dev A egress protocol ip pref 2 handle 1 flower ip_proto tcp dst_port 7000-7010 action continue
tc filter add dev A egress protocol ip pref 3 handle 1 flower ip_proto udp dst_port 0x1b50/0xfff0 action continue
tc filter add dev A egress protocol ip pref 4 handle 1 flower ip_flags frag action continue
tc filter add dev A egress protocol ip pref 5 handle 1 flower ip_flags frag/nofirstfrag action continue
tc filter add dev A egress protocol ip pref 6 handle 1 flower ip_flags nofrag action continue
tc filter add dev A egress protocol ip pref 7 handle 1 flower ip_tos 0x10/f0 ip_ttl 64/f8 action continue
tc filter add dev A egress protocol ip pref 8 handle 1 flower ip_proto icmp type 8/248 code 0/0 action continue
tc filter add dev A egress protocol ip pref 9 handle 1 flower ip_proto tcp tcp_flags 1 src_port 5000-6000 action continue
tc filter add dev A egress protocol ip pref 10 handle 1 flower ip_proto udp tcp_flags 1 src_port 7/3 action continue
tc filter show dev A egress
tc -j filter show dev A egress
ping -c 1 -Q 0x14 10.0.0.2
ping -c 1 -s 3000 10.0.0.2
echo x > /dev/tcp/10.0.0.2/7005
echo x > /dev/tcp/10.0.0.2/7011
echo x > /dev/udp/10.0.0.2/7005
echo x > /dev/udp/10.0.0.2/7056
tc -s filter show dev A egress | grep -e ^filter -e Sent
tc filter add dev A egress protocol ip flower ip_proto tcp tcp_flags
tc filter add dev A egress protocol ip flower ip_proto tcp tcp_flags syn action drop
tc filter add dev A egress protocol ip flower ip_proto tcp tcp_flags 0x1000 action drop
tc filter add dev A egress protocol ip flower ip_proto tcp tcp_flags 2/zz action drop
tc filter add dev A egress protocol ip flower ip_flags fragment action drop
tc filter add dev A egress protocol ip flower ip_flags frag/ action drop
tc filter add dev A egress protocol ip flower ip_flags
tc filter add dev A egress protocol ip flower dst_port 80-90 action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 90-80 action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 80- action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port -80 action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 80-90/5 action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 80/xx action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 0x50 action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 0 action drop
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port http action drop
tc filter add dev A egress protocol ip flower ip_tos zz action drop
tc filter add dev A egress protocol ip flower ip_tos 256 action drop
tc filter add dev A egress protocol ip flower ip_tos 1/zz action drop
tc filter add dev A egress protocol ip flower ip_ttl 300 action drop
tc filter add dev A egress protocol ip flower ip_ttl 64/1ff action drop
tc filter add dev A egress protocol ip flower ip_proto icmp type 0x8 action drop
tc filter add dev A egress protocol ip flower ip_proto icmp type 300 action drop
tc filter add dev A egress protocol ip flower ip_proto icmp code 1/x action drop
tc filter add dev A egress protocol ip flower ip_proto tcp type 8 action drop
tc filter add dev A egress protocol arp flower ip_tos 1 action drop
tc filter show dev A egress | grep -c ^filter
