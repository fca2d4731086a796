# Pieces of packets one by one: doubles, overlaps, lengths that cannot be, marks of congestion, how far apart they may be
# oracle: root
ip netns add b; ip netns exec b sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.ipfrag_time=300 net.ipv4.icmp_ratelimit=0
ip -n b tuntap add t0 mode tun
ip -n b address add 10.9.0.1/24 dev t0; ip -n b link set t0 up
mkfifo way; ip netns exec b socat -u - TUN,tun-name=t0,iff-no-pi,iff-up < way & carrier=$!
exec 5> way; sleep 1
data=04d20009002000006162636465666768696a6b6c6d6e6f707172737475767778
piece() { local n=$((20 + ${#4} / 2)) f=$(($3 * 8192 + $2 / 8)) t=${5:-0} s; s=$((0x4500 + t + n + $1 + f + 0x4011 + 0x1412 + 3)); s=$(((s & 0xffff) + (s >> 16))); s=$(printf '45%02x%04x%04x%04x4011%04x0a0900020a090001%s' $t $n $1 $f $((~s & 0xffff)) $4); env printf "$(echo $s | sed 's/../\\x&/g')" >&5; sleep 0.2; }
part() { piece $1 $2 $4 ${data:$2*2:($3 - $2)*2} $5; }
show() { ip netns exec b nstat -az IpReasmReqds IpReasmOKs IpReasmFails IpReasmTimeout IpExtReasmOverlaps UdpNoPorts IcmpOutTimeExcds | awk '{ printf "%s ", $2 } END { print "" }' | cut -d ' ' -f 2-; }
ip netns exec b nstat -az IpReasmReqds | wc -l
part 1 0 16 1; part 1 16 32 0; show
part 2 16 32 0; part 2 0 16 1; show
part 3 0 16 1; part 3 0 16 1; part 3 16 32 0; show
part 4 0 8 1; part 4 8 16 1; part 4 0 16 1; part 4 16 32 0; show
part 5 0 24 1; part 5 8 16 1; part 5 24 32 0; show
part 6 8 16 1; part 6 24 32 0; part 6 16 24 1; part 6 16 32 0; show
part 7 0 16 1; part 7 8 24 1; show
part 8 8 16 1; part 8 0 24 1; show
part 9 0 24 1; part 9 8 16 0; show
part 10 16 24 0; part 10 16 32 0; show
part 11 16 32 0; part 11 16 32 0; part 11 0 16 1; show
part 12 8 16 0; part 12 16 32 1; show
part 13 0 20 1; part 13 16 32 0; show
part 14 8 8 1; part 15 8 13 1; show
piece 16 65528 0 $data; show
part 17 0 16 1 2; part 17 16 32 0 3; show
part 18 0 16 1 0; part 18 16 32 0 3; show
part 19 0 16 1 0; part 19 16 32 0 2; show
part 20 0 16 1 1; part 20 16 32 0 2; show
ip netns exec b sysctl -w net.ipv4.ipfrag_max_dist=2
part 21 0 16 1; part 22 0 16 1; part 23 0 16 1; part 24 0 16 1; part 21 16 32 0; show
part 21 0 16 1; show
ip netns exec b sysctl -w net.ipv4.ipfrag_max_dist=0
part 31 0 16 1; part 32 0 16 1; part 33 0 16 1; part 34 0 16 1; part 31 16 32 0; show
ip netns exec b grep FRAG: /proc/net/sockstat
ip netns exec b sysctl -w net.ipv4.ipfrag_time=1
part 35 0 16 1; part 36 16 32 0; part 37 0 16 1; sleep 2; show
ip netns exec b grep FRAG: /proc/net/sockstat
ip netns exec b sysctl -w net.ipv4.ipfrag_time=300
ip netns exec b sysctl -w net.ipv4.ipfrag_low_thresh=10000
ip netns exec b sysctl -w net.ipv4.ipfrag_high_thresh=10000
part 41 0 16 1; part 42 0 16 1; part 43 0 16 1; part 41 16 32 0; show
ip netns exec b grep FRAG: /proc/net/sockstat
ip netns exec b sysctl -w net.ipv4.ipfrag_low_thresh=0
ip netns exec b sysctl -w net.ipv4.ipfrag_high_thresh=0
part 44 0 16 1; show
ip netns exec b ss -s | grep FRAG
exec 5>&-; wait $carrier
ip -n b link del t0; ip netns del b
