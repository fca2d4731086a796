# INTERFACE: of socat: what a device sends and gets is read as frames, octets are sent as they stand; the octets for TOS and TTL
# oracle: root
said() { sed 's/.*socat\[[0-9]*\] //; s/0x5[0-9a-f]*, /AT, /'; }
ip netns add far
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add near address 02:00:00:00:00:05 type veth peer name wire address 02:00:00:00:00:06 netns far
ip addr add 10.8.0.1/24 dev near
ip -n far addr add 10.8.0.2/24 dev wire
ip link set near up
ip -n far link set wire up
ip netns exec far sh -c 'timeout 2 socat -u INTERFACE:wire - > /tmp/read' & sleep 0.5
printf '\377\377\377\377\377\377\002\000\000\000\000\005\201\002Hi' | socat -u - INTERFACE:near
printf '\002\000\000\000\000\006\002\000\000\000\000\005\210\265Here' | socat -u - if:near
wait
od -An -tx1 -v /tmp/read
printf '\002\000\000\000\000\006\002\000\000\000\000\005\210\265' | socat -d -d -u - INTERFACE:near 2>&1 | said
printf 'too short' | socat -u - INTERFACE:near 2>&1 | said
head -c 1514 /dev/zero | socat -u - INTERFACE:near
head -c 1515 /dev/zero | socat -u - INTERFACE:near 2>&1 | said
printf 'Whoever reads this' | socat -u - INTERFACE:nobody 2>&1 | said
printf 'Whoever reads this' | socat -u - INTERFACE:99 2>&1 | said
socat -u - INTERFACE 2>&1 < /dev/null | said
socat -u - INTERFACE:near,ttl=3 2>&1 < /dev/null | said
ip netns exec far sh -c 'timeout 2 tcpdump -l -c 3 -nv -i wire udp port 9 > /tmp/seen 2> /dev/null' & sleep 0.5
echo one | socat -u - UDP:10.8.0.2:9,tos=0x10,ttl=7
echo two | socat -u - UDP-DATAGRAM:10.8.0.2:9,ip-tos=255
echo three | socat -u - UDP-SENDTO:10.8.0.2:9,iptos=256,ip-ttl=-1
wait
grep -o 'tos [^,]*, .*ttl [0-9]*' /tmp/seen | sed 's/ECT(.) //'
ip netns exec far nc -l -p 99 > /dev/null & ip netns exec far sh -c 'timeout 2 tcpdump -l -c 1 -nv -i wire dst port 99 > /tmp/seen 2> /dev/null' & sleep 0.5
echo four | socat -u - TCP:10.8.0.2:99,tos=0x13,ttl=9
wait
grep -o 'tos [^,]*, ttl [0-9]*' /tmp/seen
socat -u - UDP:10.8.0.2:9,ttl=0 2>&1 < /dev/null | said
socat -u TCP-LISTEN:99,ttl=256 - 2>&1 | said
socat -u UDP6-RECV:99,ttl=0 - 2>&1 | said
socat -u - UDP:10.8.0.2:9,tos=high 2>&1 < /dev/null | said
for signal in TERM INT HUP QUIT; do (timeout -s $signal 0.3 socat -d -d -u UDP-RECV:99 -) 2>&1 | said; done
timeout 0.3 socat -d TCP-LISTEN:99 - 2>&1 | said
ip link set near down
printf 'Whoever reads this' | socat -u - INTERFACE:near 2>&1 | said
socat -u INTERFACE:near - && echo nothing comes
ip link del near
