# What says that it is a transport and is too short for one, messages that nobody asks for, protocols that nobody speaks
# oracle: root
ip netns add b; ip netns exec b sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
ip -n b tuntap add t0 mode tun
ip -n b address add 10.9.0.1/24 dev t0; ip -n b address add fd09::1/64 dev t0; ip -n b link set t0 up
mkfifo way; ip netns exec b socat -u - TUN,tun-name=t0,iff-no-pi,iff-up < way & carrier=$!
exec 5> way; sleep 1
send() { env printf "$(echo $1 | sed 's/../\\x&/g')" >&5; sleep 0.2; }
four() { local n=$((20 + ${#2} / 2)) s; s=$((0x4500 + n + 0x4000 + $1 + 0x1412 + 3)); s=$(((s & 0xffff) + (s >> 16))); send $(printf '4500%04x0000000040%02x%04x0a0900020a090001%s' $n $1 $((~s & 0xffff)) $2); }
six() { send $(printf '60000000%04x%02x40fd090000000000000000000000000002fd090000000000000000000000000001%s' $((${#2} / 2)) $1 $2); }
show() { ip netns exec b nstat -az $@ | awk '/^[UITt]/ { printf "%s ", $2 } END { print "" }'; }
show4() { show IpInDelivers IpInUnknownProtos IcmpInMsgs IcmpInErrors IcmpInCsumErrors IcmpInDestUnreachs IcmpOutDestUnreachs UdpInErrors TcpInSegs TcpInErrs; }
show6() { show Ip6InDelivers Ip6InUnknownProtos Icmp6InMsgs Icmp6InErrors Icmp6InCsumErrors Icmp6OutParmProblems Udp6InErrors TcpInSegs TcpInErrs; }
four 17 68656c6c; show4
four 17 000100090004000061626364; show4
four 17 000100090028000061626364; show4
four 6 68656c6c; show4
four 6 0001000900000000000000000000000000000000; show4
four 1 0800f7ff; show4
four 1 08001617000700017878787878787878; show4
four 1 0303fcfc00000000; show4
four 1 c800000000000000; show4
four 1 c80037ff00000000; show4
four 1 0f00f0ff00000000; show4
four 253 68656c6c6f; show4
ip netns exec b timeout 60 tcpdump --immediate-mode -lnvi t0 'src fd09::1 and icmp6 and ip6[40] < 128' > errors 2> /dev/null & watcher=$!
sleep 2
six 17 68656c6c; show6
six 6 68656c6c; show6
six 17 04d20009000c000061626364; show6
six 58 8000; show6
six 58 80000000000700017878787878787878; show6
six 59 616263; show6
six 253 61626364; show6
six 50 6162636431323334; show6
sleep 0.5; kill $watcher; wait $watcher; grep -o '> fd09::2: .*' errors
exec 5>&-; wait $carrier
ip -n b link del t0; ip netns del b
