# Options and objects that there are not, and how they end
# oracle: root
ip -f foo a
ip -f 2> /dev/null
ip -x
ip -c=foo l show lo 2> /dev/null
ip -l 2> /dev/null
ip -rcvbuf big l
ip -b 2> /dev/null
ip 2> /dev/null
ip foo
ip -n nowhere link
ip -n
ip -netns
ip link foo
ip addr foo
ip route foo
ip rule foo
ip neigh foo
ip netns foo
ip nexthop foo
ip monitor foo
ip maddr foo
ip netconf foo
ip link help 2> /dev/null
ip addr help 2> /dev/null
ip route help 2> /dev/null
ip rule help 2> /dev/null
ip neigh help 2> /dev/null
ip netns help 2> /dev/null
ip nexthop help 2> /dev/null
ip monitor help 2> /dev/null
ip maddr help 2> /dev/null
ip help 2> /dev/null
