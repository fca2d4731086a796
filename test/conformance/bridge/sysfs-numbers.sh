# Numbers as files of bridges read them, whole ones, and those of ports, up to where they end; what of them is kept
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A master br0
t() { echo "$1 <- '$2': $( { printf "$2" > /sys/class/net/$1; } 2>&1 | sed 's/.*: //') $(cat /sys/class/net/$1)"; }
for f in forward_delay hash_elasticity hash_max; do for v in ' 7' '7 ' +8 0x 08 0x10 010 '9\n' '\t5' 18446744073709551616 -1 x ''; do t br0/bridge/$f "$v"; done; done
for f in hash_max multicast_last_member_count group_fwd_mask priority stp_state; do for v in 65536 70000 4294967295 4294967296 99999999999; do t br0/bridge/$f $v; done; done
for f in query startup_query; do for v in 0 4294967295 8640001 8640000 8639999; do t br0/bridge/multicast_${f}_interval $v; done; done
for v in ' 01:80:c2:00:00:04' '01:80:c2:00:00:05 ' 1:80:C2:0:0:6 01:80:c2:00:00:07x 01:80:c2:00:00 01-80-c2-00-00-0a 01:80:C2:00:00:0F; do t br0/bridge/group_addr "$v"; done
for f in path_cost learning group_fwd_mask priority multicast_router; do for v in ' 7' '7 ' +8 0x 08 0x10 010 '9\n' '\t5' -1 x '' 7,8 '1 x' 65536 4294967296; do t A/brport/$f "$v"; done; done
echo 1 x > /sys/class/net/A/brport/flush
echo 1 x > /sys/class/net/br0/bridge/flush
ip link set br0 type bridge mcast_query_interval 4294967295 mcast_startup_query_interval 9000000
ip -d link show br0 | grep -o 'mcast_[a-z_]*query_interval [0-9]*'
