# Tables of /proc/net with little in them
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
for file in ip6_flowlabel ip6_mr_cache ip6_mr_vif ip_mr_cache ip_mr_vif mcfilter mcfilter6 packet psched ptype rt_cache udplite udplite6 anycast6 raw raw6 icmp icmp6; do echo "$file:"; cat /proc/net/$file; done
ip link add A type veth peer name B
ip addr add 10.0.0.1/24 dev A
ip -6 addr add 2001:db8::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 1.5
sysctl -qw net.ipv6.conf.all.forwarding=1
sleep 0.2
sed 's/^\(.* fe80\).*/\1/' /proc/net/anycast6
grep -v fe80 /proc/net/if_inet6 | sort
ls /proc/net/fib_trie /proc/net/fib_triestat /proc/net/nothing
