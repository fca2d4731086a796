# Pieces of packets one by one over IPv6: doubles, overlaps, those that are answered by an error, one that is all of its packet
# oracle: root
ip netns add b; ip netns exec b sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.ip6frag_time=300 net.ipv6.icmp.ratelimit=0
ip -n b tuntap add t0 mode tun
ip -n b address add fd09::1/64 dev t0; ip -n b link set t0 up
mkfifo way; ip netns exec b socat -u - TUN,tun-name=t0,iff-no-pi,iff-up < way & carrier=$!
exec 5> way; sleep 1
ends=fd090000000000000000000000000002fd090000000000000000000000000001
data=04d200090020eb9b6162636465666768696a6b6c6d6e6f707172737475767778
piece() { local s=$(printf '6%01x%01x00000%04x2c40%s%02x00%04x0000%04x%s' 0 ${6:-0} $((8 + ${#4} / 2)) $ends ${5:-17} $(($2 + $3)) $1 $4); env printf "$(echo $s | sed 's/../\\x&/g')" >&5; sleep 0.2; }
part() { piece $1 $2 $4 ${data:$2*2:($3 - $2)*2} $5 $6; }
show() { ip netns exec b nstat -az Ip6ReasmReqds Ip6ReasmOKs Ip6ReasmFails Ip6ReasmTimeout Ip6InHdrErrors Ip6InUnknownProtos Udp6NoPorts Udp6InErrors Icmp6OutTimeExcds Icmp6OutParmProblems | awk '{ printf "%s ", $2 } END { print "" }' | cut -d ' ' -f 2-; }
ip netns exec b timeout 300 tcpdump --immediate-mode -lnvi t0 'src fd09::1 and icmp6 and ip6[40] < 128' > errors 2> /dev/null & watcher=$!
sleep 2
part 1 0 16 1; part 1 16 32 0; show
part 2 16 32 0; part 2 0 16 1; show
part 3 0 16 1; part 3 0 16 1; part 3 16 32 0; show
part 4 0 8 1; part 4 8 16 1; part 4 0 16 1; part 4 16 32 0; show
part 5 0 16 1; part 5 8 24 1; show
part 6 0 24 1; part 6 8 16 0; show
part 7 0 20 1; show
part 8 8 8 1; show
piece 9 65528 0 $data; show
part 10 0 4 0; show
part 11 0 32 0; show
part 12 0 8 1 6; show
part 13 0 16 1 17; part 13 16 32 0 6; show
piece 14 0 1 61; show
ip netns exec b sysctl -w net.ipv6.ip6frag_time=1
part 21 0 16 1; part 22 16 32 0; part 23 8 16 1; sleep 2; show
ip netns exec b sysctl -w net.ipv6.ip6frag_time=300
part 24 0 16 1; part 25 16 32 0; part 26 8 16 1
ip netns exec b grep FRAG6 /proc/net/sockstat6
ip netns exec b grep Reasm /proc/net/dev_snmp6/t0 | tr -s '[:blank:]' ' '
ip netns exec b sysctl -w net.ipv6.ip6frag_low_thresh=1
ip netns exec b sysctl -w net.ipv6.ip6frag_high_thresh=1
part 31 0 16 1; part 31 16 32 0; show
ip netns exec b sysctl -w net.ipv6.ip6frag_low_thresh=0 net.ipv6.ip6frag_high_thresh=0
part 32 0 16 1; show
part 33 0 32 0; show
kill $watcher; wait $watcher; grep -o '> fd09::2: .*' errors | sed 's/.icmp6 sum ok. //'
exec 5>&-; wait $carrier
ip -n b link del t0; ip netns del b
