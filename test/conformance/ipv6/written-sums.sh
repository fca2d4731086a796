# Sums of what a program writes are looked at like all others; datagrams of IPv6 without one reach nobody, those to a group in silence
# oracle: root
ip netns add b; ip netns exec b sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.icmp.ratelimit=0 net.ipv4.icmp_ratelimit=0
ip -n b tuntap add t0 mode tun
ip -n b address add 10.9.0.1/24 dev t0; ip -n b address add fd09::1/64 dev t0; ip -n b link set t0 up
mkfifo way; ip netns exec b socat -u - TUN,tun-name=t0,iff-no-pi,iff-up < way & carrier=$!
exec 5> way; sleep 1
ip netns exec b socat -u UDP6-RECV:9,ipv6-join-group=[ff15::1]:t0 - > heard & r=$!
sleep 1
group=ff150000000000000000000000000001
send() { env printf "$(echo $1 | sed 's/../\\x&/g')" >&5; sleep 0.2; }
six() { send $(printf '60000000%04x%02x40fd090000000000000000000000000002%s%s' $((${#2} / 2)) $1 ${3:-fd090000000000000000000000000001} $2); }
four() { local n=$((20 + ${#2} / 2)) s; s=$((0x4500 + n + 0x4000 + $1 + 0x1412 + 3)); s=$(((s & 0xffff) + (s >> 16))); send $(printf '4500%04x0000000040%02x%04x0a0900020a090001%s' $n $1 $(((~s & 0xffff) ^ ${3:-0})) $2); }
show() { ip netns exec b nstat -az $@ | awk '/^[UIT]/ { printf "%s ", $2 } END { print "" }'; }
show6() { show Udp6InDatagrams Udp6NoPorts Udp6InErrors Udp6InCsumErrors Udp6IgnoredMulti Icmp6InCsumErrors Icmp6InEchos TcpInCsumErrors; }
show4() { show IpInCsumErrors IpExtInCsumErrors IpInDelivers IpInHdrErrors UdpInErrors UdpInCsumErrors UdpNoPorts IcmpInEchos IcmpInCsumErrors TcpInErrs TcpInCsumErrors; }
six 17 04d20009000c3c1e61626364; show6 | cut -d' ' -f1,3-
six 17 04d20009000c3c1f61626364; show6 | cut -d' ' -f1,3-
six 17 04d20009000c000061626364; show6 | cut -d' ' -f1,3-
six 17 04d20009000c3a1261626364 $group; show6 | cut -d' ' -f1,3-
six 17 04d20009000c3a1361626364 $group; show6 | cut -d' ' -f1,3-
six 17 04d20009000c000061626364 $group; show6 | cut -d' ' -f1,3-
six 17 04d20019000c000061626364 $group; show6 | cut -d' ' -f1,3-
six 58 8000a3b4000700017878787878787878; show6 | cut -d' ' -f1,3-
six 58 8000a3b5000700017878787878787878; show6 | cut -d' ' -f1,3-
six 6 04d2000900000000000000005002200012340000; show6 | cut -d' ' -f1,3-
four 17 04d20009000c000061626364; show4
four 17 04d20009000c123461626364; show4
four 17 04d20009000c000061626364 1; show4
four 1 08001617000700017878787878787878; show4
four 1 08001618000700017878787878787878; show4
four 6 04d2000900000000000000005002200012340000; show4
kill $r; wait $r; cat heard; echo
exec 5>&-; wait $carrier
ip -n b link del t0; ip netns del b
