/**
 * What Linux drops and why: scripts of which the last command makes the kernel drop a packet, and the reasons that Linux
 * 6.18 gave (skb:kfree_skb). `ip`, `ip6` and `arp` are the packet's protocol.
 */
export interface DropCase {
  readonly name: string;
  /** Nobody looks while this runs. */
  readonly setUp: string;
  readonly provoke: string;
  readonly want: readonly string[];
}

const QUIET = `sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.all.disable_ipv6=1`;
/** A client and a server, and this namespace as the router between them. */
const ROUTER = `${QUIET}
for i in c s; do
  ip netns add $i
  ip netns exec $i sysctl -qw net.ipv6.conf.default.disable_ipv6=1
  ip link add r$i type veth peer name $i netns $i
  ip link set r$i up
  ip -n $i link set $i up
done
ip addr add 10.1.0.1/24 dev rc
ip addr add 10.2.0.1/24 dev rs
ip -n c addr add 10.1.0.2/24 dev c
ip -n s addr add 10.2.0.2/24 dev s
ip -n c route add default via 10.1.0.1
ip -n s route add default via 10.2.0.1
sysctl -qw net.ipv4.ip_forward=1
sleep 1.2
ip netns exec c ping -q -c 1 -W 1 10.1.0.1
ping -q -c 1 -W 1 10.2.0.2`;
const ROUTER6 = `for i in c s; do
  ip netns add $i
  ip link add r$i type veth peer name $i netns $i
  sysctl -qw net.ipv6.conf.r$i.accept_dad=0 net.ipv6.conf.r$i.accept_ra=0
  ip netns exec $i sysctl -qw net.ipv6.conf.$i.accept_dad=0 net.ipv6.conf.$i.accept_ra=0
  ip link set r$i up
  ip -n $i link set $i up
done
ip addr add 2001:db8:1::1/64 dev rc
ip addr add 2001:db8:2::1/64 dev rs
ip -n c addr add 2001:db8:1::2/64 dev c
ip -n s addr add 2001:db8:2::2/64 dev s
ip -n c route add default via 2001:db8:1::1
sysctl -qw net.ipv6.conf.all.forwarding=1
sleep 1.5
ip netns exec c ping -q -c 1 -W 1 2001:db8:1::1
ping -q -c 1 -W 1 2001:db8:2::2`;
const FROM_C = "ip netns exec c ping -q -c 1 -W 0.2";

function routed(name: string, more: string, provoke: string, ...want: string[]): DropCase {
  return { name, setUp: `${ROUTER}\n${more}`, provoke, want };
}
function routed6(name: string, more: string, provoke: string, ...want: string[]): DropCase {
  return { name, setUp: `${ROUTER6}\n${more}`, provoke, want };
}

export const DROP_CASES: readonly DropCase[] = [
  routed("the time to live is over", "", `${FROM_C} -t 1 10.2.0.2`, "ip IP_INHDR"),
  routed("a router has no route", "", `${FROM_C} 10.9.0.1`, "ip IP_INNOROUTES"),
  routed("an unreachable route", "ip route add unreachable 10.9.0.0/16", `${FROM_C} 10.9.0.1`, "ip NOT_SPECIFIED"),
  routed("a prohibiting route", "ip route add prohibit 10.9.0.0/16", `${FROM_C} 10.9.0.1`, "ip NOT_SPECIFIED"),
  routed("a blackhole", "ip route add blackhole 10.9.0.0/16", `${FROM_C} 10.9.0.1`, "ip NOT_SPECIFIED"),
  routed(
    "a packet too long that may not be fragmented",
    "ip link set rs mtu 1000",
    `${FROM_C} -M do -s 1200 10.2.0.2`,
    "ip PKT_TOO_BIG",
  ),
  routed(
    "strict reverse path filtering, forwarded",
    "ip -n c addr add 10.77.0.1/32 dev c\nsysctl -qw net.ipv4.conf.rc.rp_filter=1",
    `${FROM_C} -I 10.77.0.1 10.2.0.2`,
    "ip IP_RPFILTER",
  ),
  routed(
    "strict reverse path filtering, for this host",
    "ip -n c addr add 10.77.0.1/32 dev c\nsysctl -qw net.ipv4.conf.all.rp_filter=1",
    `${FROM_C} -I 10.77.0.1 10.1.0.1`,
    "ip IP_RPFILTER",
  ),
  routed(
    "loose reverse path filtering",
    "ip -n c addr add 10.77.0.1/32 dev c\nsysctl -qw net.ipv4.conf.rc.rp_filter=2",
    `${FROM_C} -I 10.77.0.1 10.2.0.2`,
    "ip IP_RPFILTER",
  ),
  routed(
    "a source of ours",
    "ip -n c addr add 10.2.0.1/32 dev c",
    `${FROM_C} -I 10.2.0.1 10.1.0.1`,
    "ip IP_LOCAL_SOURCE",
  ),
  routed(
    "a source of ours, where paths are filtered",
    "ip -n c addr add 10.2.0.1/32 dev c\nsysctl -qw net.ipv4.conf.rc.rp_filter=1",
    `${FROM_C} -I 10.2.0.1 10.1.0.1`,
    "ip IP_LOCAL_SOURCE",
  ),
  routed(
    "a host that does not forward",
    "sysctl -qw net.ipv4.ip_forward=0",
    `${FROM_C} 10.2.0.2`,
    "ip IP_INADDRERRORS",
  ),
  routed(
    "loopback addresses on the wire",
    "ip -n c route add 127.0.0.9 via 10.1.0.1\nip netns exec c sysctl -qw net.ipv4.conf.all.route_localnet=1",
    `${FROM_C} -I 10.1.0.2 127.0.0.9`,
    "ip IP_LOCALNET",
  ),
  routed(
    "a group that nobody joined",
    "ip -n c route add 224.0.0.0/4 dev c",
    `${FROM_C} 225.1.1.1`,
    "ip NOT_SPECIFIED",
  ),
  routed("echo requests to everybody", "", `${FROM_C} -b 10.1.0.255`, "ip INVALID_PROTO"),
  routed(
    "a neighbor that nobody is asked for",
    "sysctl -qw net.ipv4.neigh.rc.mcast_solicit=0",
    "ping -q -c 1 -W 0.2 10.1.0.99",
    "ip NEIGH_FAILED",
  ),
  routed(
    "too many packets wait for a neighbor",
    "sysctl -qw net.ipv4.neigh.rc.unres_qlen_bytes=800",
    "ping -q -c 3 -i 0.01 -W 0.1 10.1.0.99",
    "ip NEIGH_QUEUEFULL",
  ),
  routed(
    "no carrier",
    "ip -n c link set c down\nsleep 1.2\nip neigh replace 10.1.0.2 lladdr 02:00:00:00:00:22 dev rc",
    "ping -q -c 1 -W 0.2 10.1.0.2",
    "ip QDISC_DROP",
  ),
  routed(
    "a frame for somebody else",
    "ip neigh replace 10.1.0.2 lladdr 02:00:00:00:00:22 dev rc",
    "ping -q -c 1 -W 0.2 10.1.0.2",
    "ip OTHERHOST",
  ),
  routed(
    "a unicast packet in a broadcast frame",
    "ip neigh replace 10.1.0.2 lladdr ff:ff:ff:ff:ff:ff dev rc\nip netns exec c sysctl -qw net.ipv4.conf.c.drop_unicast_in_l2_multicast=1",
    "ping -q -c 1 -W 0.2 10.1.0.2",
    "ip UNICAST_IN_L2_MULTICAST",
  ),
  routed(
    "a gratuitous announcement that is not wanted",
    "ip netns exec c sysctl -qw net.ipv4.conf.c.drop_gratuitous_arp=1",
    "arping -q -c 1 -w 1 -U -I rc 10.1.0.1",
    "arp NOT_SPECIFIED",
  ),
  routed6("the hop limit is over", "", `${FROM_C} -t 1 2001:db8:2::2`, "ip6 IP_INHDR"),
  routed6("a router has no route for IPv6", "", `${FROM_C} 2001:db8:9::1`, "ip6 IP_INNOROUTES"),
  routed6(
    "an unreachable route for IPv6",
    "ip route add unreachable 2001:db8:9::/48",
    `${FROM_C} 2001:db8:9::1`,
    "ip6 IP_INNOROUTES",
  ),
  routed6(
    "a prohibiting route for IPv6",
    "ip route add prohibit 2001:db8:9::/48",
    `${FROM_C} 2001:db8:9::1`,
    "ip6 IP_INNOROUTES",
  ),
  routed6(
    "a blackhole for IPv6",
    "ip route add blackhole 2001:db8:9::/48",
    `${FROM_C} 2001:db8:9::1`,
    "ip6 NOT_SPECIFIED",
  ),
  routed6("too big for IPv6", "ip link set rs mtu 1300", `${FROM_C} -M do -s 1400 2001:db8:2::2`, "ip6 PKT_TOO_BIG"),
  routed6(
    "a host that does not forward IPv6",
    // It leaves the group of all routers, and tells so twice.
    "sysctl -qw net.ipv6.conf.all.forwarding=0\nsleep 2.5",
    `${FROM_C} 2001:db8:2::2`,
    "ip6 IP_INADDRERRORS",
  ),
  routed6(
    "IPv6 is disabled",
    "sysctl -qw net.ipv6.conf.rc.disable_ipv6=1\nip -n c neigh replace 2001:db8:1::1 lladdr $(cat /sys/class/net/rc/address) dev c",
    `${FROM_C} 2001:db8:1::1`,
    "ip6 IPV6DISABLED",
  ),
  routed6(
    "an IPv6 frame for somebody else",
    "ip neigh replace 2001:db8:1::2 lladdr 02:00:00:00:00:22 dev rc",
    "ping -q -c 1 -W 0.2 2001:db8:1::2",
    "ip6 OTHERHOST",
  ),
];
