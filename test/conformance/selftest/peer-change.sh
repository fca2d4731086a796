# An IPv6 address gets another peer, metric and lifetime: its routes follow
# oracle: vm
ip link add vA type dummy
ip link set vA addrgenmode none
ip link set vA up
ip -6 addr flush dev vA
ip -6 addr add dev vA fd00:104::1 peer fd00:104::2 metric 260 nodad
ip -6 addr show dev vA; ip -6 route show table all dev vA
ip -6 addr change dev vA fd00:104::1 peer fd00:104::3 metric 261
ip -6 addr show dev vA; ip -6 route show table all dev vA
ip -6 addr change dev vA fd00:104::1 peer fd00:104::3
ip -6 addr show dev vA; ip -6 route show table all dev vA
ip -6 addr change dev vA fd00:104::1/128 peer fd00:105::/64
ip -6 addr show dev vA; ip -6 route show table all dev vA
ip -6 addr change dev vA fd00:104::1/64
ip -6 addr show dev vA; ip -6 route show table all dev vA
ip -6 addr change dev vA fd00:104::1 peer fd00:104::3 noprefixroute
ip -6 addr show dev vA; ip -6 route show table all dev vA
ip -6 addr change dev vA fd00:104::1 peer fd00:104::4 valid_lft 100 preferred_lft 50
ip -6 route show table all dev vA | sed 's/ expires [0-9]*sec//'
ip -6 addr add fd00:9::1/64 dev vA valid_lft 100 preferred_lft 50 nodad
ip -6 route show dev vA | sed 's/\(expires .\)[0-9]*/\1x/'
ip -6 addr change fd00:9::1/64 dev vA valid_lft 200 preferred_lft 50
ip -6 route show dev vA | sed 's/\(expires .\)[0-9]*/\1x/'
ip -6 addr change fd00:9::1/64 dev vA
ip -6 route show dev vA | sed 's/\(expires .\)[0-9]*/\1x/'
ip link del vA
