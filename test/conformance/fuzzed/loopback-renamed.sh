# oracle: root
# the loopback device is what it is under any name
ip link set lo name loop
ip -6 route add prohibit 2001:db8:77::/48 table 100
ip -6 route add unreachable 2001:db8:78::/48
ip -6 nexthop add id 5 blackhole
ip nexthop
ip -6 route show table all
ip route get 127.0.0.1
ip rule add iif loop table 200
ip rule add iif lo unreachable
ip route add unreachable 10.1.0.0/16 table 200
ip route get 10.1.0.1
ip route add 10.2.0.0/16 via 127.0.0.1
ip link set loop down
ip -6 route show table all
ip nexthop
