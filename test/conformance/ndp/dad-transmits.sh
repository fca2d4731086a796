# oracle: root
# How often an address is asked for, how long each time, and whether the probes can be told from others'.
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.router_solicitation_delay=0
ip netns add red
ip link add v0 type veth peer name v1 netns red
ip -n red link set v1 up
sysctl -qw net.ipv6.conf.v0.addr_gen_mode=1
ip link set v0 up
sleep 1.5
ip netns exec red timeout 12 tcpdump -l -n -t -i v1 'icmp6 and ip6[40] == 135' > told 2>/dev/null & sleep 0.7
sysctl net.ipv6.conf.v0.dad_transmits
ip -6 addr add fd00::1/64 dev v0
sleep 0.5
ip -6 addr show dev v0
sleep 1
ip -6 addr show dev v0
sysctl net.ipv6.conf.v0.dad_transmits=3
ip -6 addr add fd00::2/64 dev v0
sleep 2.5
ip -6 addr show dev v0 to fd00::2
sleep 1
ip -6 addr show dev v0 to fd00::2
sysctl net.ipv6.neigh.v0.retrans_time_ms=200
ip -6 addr add fd00::3/64 dev v0
sleep 0.3
ip -6 addr show dev v0 to fd00::3
sleep 0.7
ip -6 addr show dev v0 to fd00::3
sysctl net.ipv6.conf.v0.dad_transmits=0
ip -6 addr add fd00::4/64 dev v0
sleep 0.2
ip -6 addr show dev v0 to fd00::4
sysctl net.ipv6.conf.v0.dad_transmits=1 net.ipv6.conf.v0.enhanced_dad=0
ip -6 addr add fd00::5/64 dev v0
sleep 0.4
sysctl net.ipv6.conf.all.enhanced_dad=0
ip -6 addr add fd00::6/64 dev v0
sleep 0.4
ip -6 addr show dev v0
sysctl net.ipv6.conf.v0.dad_transmits=-1
sysctl net.ipv6.conf.v0.dad_transmits=many
wait
cat told
