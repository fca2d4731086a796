# Flushing routes of tables that are not there.
# oracle: root
ip netns add c1
ip -n c1 route show 10.10.0.0/24
ip -n c1 route flush 10.10.0.0/24
ip -n c1 route flush table 5
ip -n c1 route flush cache
ip -n c1 -6 route flush fd00::/64
ip -n c1 route flush table all
ip -n c1 route flush root 10.0.0.0/8
ip -n c1 -6 route flush table 77
ip -n c1 route show table 77
ip -n c1 route flush default
ip -n c1 link set lo up
ip -n c1 route flush default
