# Neighbors in columns (-br), also while somebody listens (found by fuzzing).
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.9.0.1/24 dev A
ip neigh add 10.9.0.2 lladdr 02:00:00:00:00:02 dev A
ip neigh add 10.9.0.3 dev A nud none
ip neigh add fd00::1 lladdr 02:00:00:00:00:03 dev A router
ip neigh add proxy 10.9.0.9 dev A
ip -br neigh
ip -br neigh show dev A
ip -br -6 neigh
ip -br neigh show proxy
ip -br -j neigh
ip -br -s neigh
ip -br -d neigh show 10.9.0.2
ip -br neigh get 10.9.0.2 dev A
ip -br neigh show dev nosuch
ip -br rule
ip -br route
ip -br netns
ip -br maddr show dev A
ip -br ntable show dev A | head -2
ip -br tunnel
bash -c 'ip -br monitor link > told & sleep 0.5; ip link add name br1 type bridge; sleep 0.2; ip link set br1 up; sleep 1; kill $!; wait; cat told'
sleep 1
