# Extension headers of IPv6: options that nobody knows, padding, ways to go, what is named last, groups that may not come from elsewhere
# oracle: root
ip netns add b; ip netns exec b sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.icmp.ratelimit=0
ip -n b tuntap add t0 mode tun
ip -n b address add fd09::1/64 dev t0; ip -n b link set t0 up
mkfifo way; ip netns exec b socat -u - TUN,tun-name=t0,iff-no-pi,iff-up < way & carrier=$!
exec 5> way; sleep 1
echo=8000a3b4000700017878787878787878
six() { env printf "$(printf '60000000%04x%02x40fd090000000000000000000000000002%s%s%s' $((${#2} / 2 + 16)) $1 ${3:-fd090000000000000000000000000001} $2 ${4:-$echo} | sed 's/../\\x&/g')" >&5; sleep 0.2; }
show() { ip netns exec b nstat -az Ip6InHdrErrors Ip6InAddrErrors Ip6InUnknownProtos Ip6InDelivers Icmp6InEchos Icmp6OutEchoReplies Icmp6OutParmProblems | awk '/^I/ { printf "%s ", $2 } END { print "" }'; }
ip netns exec b timeout 100 tcpdump -Q out --immediate-mode -lnvi t0 'icmp6 and ip6[40] < 128' > errors 2> /dev/null & watcher=$!
sleep 2
six 58 ''; show
six 0 3a00010400000000; show
six 0 3a00000000000000; show
six 0 3a00010400000900; show
six 0 3a001e0400000000; show
six 0 3a005e0400000000; show
six 0 3a009e0400000000; show
six 0 3a00de0400000000; show
six 0 3a00050200010000; show
six 0 3a00050300010000; show
six 0 3a00010900000000; show
six 0 3a01010601010000000000000000010c; show
six 0 3a010106000000000000010400000000; show
six 60 3a00010400000000; show
six 60 3a009e0400000000; show
six 0 3c000104000000003a00010400000000; show
six 60 00000104000000003a00010400000000; show
six 43 3a02000000000000fd090000000000000000000000000007; show
six 43 3a02000100000000fd090000000000000000000000000007; show
six 43 3a02040100000000fd090000000000000000000000000007; show
six 43 3a00090000000000; six 43 3a00090100000000; show
six 60 fd00010400000000; show
six 0 3a009e0400000000 ff020000000000000000000000000001; show
six 60 3a00de0400000000 ff020000000000000000000000000001; show
six 58 '' ff010000000000000000000000000001; six 58 '' ff000000000000000000000000000001; show
sleep 0.5; kill $watcher; wait $watcher; grep -o '> fd09::2: .*' errors
exec 5>&-; wait $carrier
ip -n b link del t0; ip netns del b
