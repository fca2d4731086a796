# Options of packets that are malformed, ask for a way of their own, or are quoted in errors after somebody wrote into them
# oracle: root
ip netns add b; ip netns exec b sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.icmp_ratelimit=0
ip -n b tuntap add t0 mode tun
ip -n b address add 10.9.0.1/24 dev t0; ip -n b link set t0 up
mkfifo way; ip netns exec b socat -u - TUN,tun-name=t0,iff-no-pi,iff-up < way & carrier=$!
exec 5> way; sleep 1
echo=08001616000700017878787878787878
sum() { local s=0 i; for ((i = 0; i < ${#1}; i += 4)); do s=$((s + 0x${1:i:4})); done; s=$(((s & 0xffff) + (s >> 16))); echo $((~s & 0xffff)); }
with() { local h=$(printf '4%x00%04x000000%s%02x010000%s%s%s' $((5 + ${#1} / 8)) $((36 + ${#1} / 2)) 00 ${3:-64} 0a090002 ${2:-0a090001} $1); h=${h:0:20}$(printf %04x $(sum $h))${h:24}$echo; env printf "$(echo $h | sed 's/../\\x&/g')" >&5; sleep 0.2; }
show() { ip netns exec b nstat -az IpInHdrErrors IpInDelivers IpForwDatagrams IcmpInEchos IcmpOutEchoReps IcmpOutParmProbs IcmpOutRedirects IcmpOutTimeExcds | awk '/^I/ { printf "%s ", $2 } END { print "" }'; }
ip netns exec b timeout 100 tcpdump -Q out --immediate-mode -lnvi t0 > said 2> /dev/null & watcher=$!
sleep 2
with 070b04000000000000000000; show
with 0707080000000000; show
with 0707030000000000; show
with 0707060000000000; show
with 07070400000000070704000000000000; show
with 07000000; with 07010000; with 07090400; show
with 00070405; with 01010101; with c8040102; show
with 820b00000000000000000000; show
with 440809f000000000; show
with 4408093000000000; show
with 440c05020000000000000000; show
with 4408050100000000; with 4408040000000000; with 4403050000000000; show
with 94030000; with 94040000; show
with 8306040a09000700; with 8307030a09000700; show
with 8307080a09000700; with 8307040a09000700; with 8907040a09000700; show
ip netns exec b sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0
with 070b04000000000000000000 0a090007; show
with 070b04000000000000000000 0a090007 1; show
with 0709060000000000 0a090007; with 070906000000000000000000 0a090007; show
with 440c05030a09000100000000 0a090007 | cat; show
sleep 0.5; kill $watcher; wait $watcher; sed -E 's/^[0-9:.]+ //; s/ id [0-9]+,/ id N,/; s/timestamp TS.*/timestamps/; s/, bad cksum.*/, bad/' said
exec 5>&-; wait $carrier
ip -n b link del t0; ip netns del b
