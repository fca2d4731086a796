# Rules saved to a file, flushed, and brought back
# oracle: root
ip link add A type veth peer name B
ip rule add from 10.0.0.1 table 100 pref 100
ip rule add fwmark 1/3 iif A unreachable pref 200
ip rule add not from 10.0.0.0/8 to 10.1.0.0/16 tos 4 oif nope lookup 300 pref 500 realms 1/2 suppress_prefixlength 0 suppress_ifgroup 3 protocol static
ip rule add goto 900 pref 600 uidrange 1-2 ipproto tcp sport 1-2
ip rule add nop pref 700
ip -6 rule add to fd00::/64 table 7 pref 70
ip rule save > saved
wc -c < saved
tail -c +73 saved | od -A n -v -t x1 | sed -n 1,2p
ip -6 rule save > saved6
wc -c < saved6
ip rule
ip rule flush
ip rule
ip rule restore < saved
ip rule
ip rule restore < saved
ip rule
ip -6 rule flush
ip -6 rule restore < saved6
ip -6 rule
ip netns add n1
ip -n n1 rule flush
ip -n n1 rule restore < saved
ip -n n1 rule
