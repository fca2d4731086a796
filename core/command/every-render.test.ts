/** Every kind of operation, as its program reads it, is rendered to words that the program reads as the same one. */
import { expect, test } from "vitest";
import { SELF } from "../operation/netns-ref.ts";
import type { Operation } from "../operation/operation.ts";
import { TestHost } from "../operation/testing.ts";
import { ok } from "../result.ts";
import { ANY_NAME } from "./args.ts";
import { runBrctl } from "./brctl.ts";
import { parseBridgeCommandLine, runBridge } from "./bridge/bridge.ts";
import { runEthtool } from "./ethtool/ethtool.ts";
import { parseIp } from "./ip/parse.ts";
import type { View } from "./ip/view.ts";
import { render } from "./render.ts";
import { sysctlPath } from "./sysctl.ts";
import { parseTcOptions, runTc } from "./tc/tc.ts";

/** Nobody asks by a command for a namespace as such. */
type Kind = Exclude<Operation["kind"], "netnsCreate" | "netnsDestroy">;

const LINES: Readonly<Record<Kind, readonly string[]>> = {
  linkAdd: [
    "ip link add name X numtxqueues 3 type veth peer name Y mtu 1400",
    "ip link add X index 9 address 02:00:00:00:00:01 type bridge stp_state 1 ageing_time 500",
    "ip link add link A name X group 7 alias one type vlan id 5 protocol 802.1ad loose_binding on egress-qos-map 1:2",
    "ip link add link A X type macvlan mode source macaddr set 02:00:00:00:00:01",
    "ip link add link A X type ipvlan mode l3s private",
    "ip link add X type vxlan id 5 dstport 4789 group 239.1.1.1 dev A nolearning ageing 7",
    "ip link add X type vxlan external vnifilter dstport 4789",
    "ip link add X type gre remote 10.0.0.1 local 10.0.0.2 ikey 7 oseq ttl 9",
    "ip link add X type ip6tnl mode ipip6 remote 2001:db8::1 hoplimit inherit encaplimit none tclass 1f flowlabel inherit",
    "ip link add X type ip6gretap remote 2001:db8::1 local 2001:db8::2 nokey icsum fwmark inherit dscp inherit dev A",
    "ip link add X type sit remote 10.0.0.1 6rd-prefix 2001:db8::/32",
    "ip link add X up type bond mode active-backup miimon 100",
    "ip link add X type vrf table 10",
    "ip link add X type ifb",
  ],
  linkDelete: ["ip link del X type dummy", "ip link del group 5"],
  linkSet: [
    "ip link set X up mtu 1400 arp off promisc on master br0",
    "ip link set X down nomaster netns n1 name Y",
    "ip link set X carrier off state dormant mode dormant addrgenmode none",
    "ip link set X protodown on",
    "ip link set group 7 trailers off dynamic on",
    "ip link property add dev X altname one altname two",
    "ip link property del dev X altname one",
    "ip link set X type bridge_slave cost 7 hairpin on",
    "ip link set X type bond_slave queue_id 3",
    "ip link set X type bridge vlan_filtering 1",
  ],
  addressAdd: [
    "ip addr add 10.0.0.1/24 dev A label A:x broadcast 10.0.0.255 metric 7",
    "ip addr change 10.0.0.1 peer 10.0.0.2/30 dev A valid_lft 100 preferred_lft 50",
    "ip addr replace fd00::1/64 dev A nodad home mngtmpaddr noprefixroute",
    "ip addr add ff0e::1/64 dev A autojoin",
  ],
  addressDelete: ["ip addr del 10.0.0.1/24 dev A", "ip addr del 10.0.0.1 dev A", "ip -4 addr del dev A label A:x"],
  routeAdd: [
    "ip route add 10.9.0.0/24 encap mpls 100/200 ttl 7 via 10.0.0.2",
    "ip -6 route add fd09::/64 nexthop encap mpls 100 via fd00::2 nexthop via fd00::3 dev A",
    "ip route add default via 10.0.0.1 dev A onlink metric 5 mtu lock 1400 advmss 1000 congctl reno",
    "ip route replace unreachable 10.0.0.0/8 table 77 proto static",
    "ip route append 10.0.0.0/8 src 10.1.1.1 nexthop via 10.0.0.1 weight 3 nexthop dev A",
    "ip route prepend 10.0.0.0/8 via inet6 fe80::1 dev A",
    "ip -6 route add fd00::/64 from fd01::/64 dev A pref high expires 70",
    "ip -6 route change fd00::/64 nhid 7",
    "ip route add 10.0.0.0/8 tos 0x10 realms 1/2 nhid 3",
  ],
  routeDelete: ["ip route del 10.0.0.0/8 dev A", "ip -6 route del default via fe80::1 dev A metric 9"],
  ruleAdd: [
    "ip rule add not from 10.0.0.0/8 to 10.1.0.0/16 tos 0x10 fwmark 7/0xf iif A oif B lookup 77",
    "ip rule add pref 100 uidrange 1-5 ipproto tcp sport 7 dport 8-9 goto 200",
    "ip -6 rule add suppress_prefixlength 0 suppress_ifgroup 7 table 5 protocol 9",
    "ip rule add l3mdev pref 9",
    "ip rule add from 10.0.0.0/8 prohibit realms 3",
  ],
  ruleDelete: ["ip rule del pref 100", "ip -6 rule del from fd00::/8 lookup 7", "ip rule del l3mdev nop"],
  neighborAdd: [
    "ip neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev A nud stale router protocol 4",
    "ip neigh replace fd00::1 dev A use",
    "ip neigh change 10.0.0.1 lladdr 02:00:00:00:00:01 dev A extern_learn",
    "ip neigh add proxy 10.0.0.1 dev A",
    "ip neigh add 10.0.0.1 dev A managed",
  ],
  neighborDelete: ["ip neigh del 10.0.0.1 dev A", "ip neigh del proxy fd00::1 dev A"],
  netnsSetId: [],
  nexthopAdd: [
    "ip nexthop add id 1 via 10.0.0.1 dev A onlink protocol 9",
    "ip nexthop replace id 2 blackhole",
    "ip -6 nexthop add id 3 dev A",
    "ip nexthop add id 4 group 1,5/2,7 fdb",
    "ip nexthop add id 4 group 1/2 type resilient buckets 8 idle_timer 9 unbalanced_timer 10",
  ],
  nexthopDelete: ["ip nexthop del id 1", "ip nexthop del"],
  bridgeAdd: ["brctl addbr X"],
  bridgeDelete: ["brctl delbr br0"],
  bridgePortAdd: ["brctl addif br0 B"],
  bridgePortDelete: ["brctl delif br0 A"],
  bridgeSet: ["brctl stp br0 on", "brctl setfd br0 5", "brctl sethello br0 1.5", "brctl setageing br0 70"],
  bridgePortSet: [
    "bridge link set dev A cost 10 hairpin on",
    "bridge link set dev A state learning priority 7 isolated on",
  ],
  fdbChange: [
    "bridge fdb add 02:00:00:00:00:01 dev A master static vlan 5 sticky",
    "bridge fdb append 00:00:00:00:00:00 dev A self dst 10.0.0.1 vni 7 port 8 via B",
    "bridge fdb replace 02:00:00:00:00:01 dev A self router nhid 5 src_vni 7",
    "bridge fdb del 02:00:00:00:00:01 dev A master",
    "ip maddress add 33:33:00:00:00:09 dev A",
  ],
  fdbFlush: ["bridge fdb flush dev br0 brport A vlan 5 dynamic", "bridge fdb flush dev br0 nopermanent sticky self"],
  mdbChange: [
    "bridge mdb add dev br0 port A grp 239.1.1.1 permanent vid 5",
    "bridge mdb del dev br0 port A grp ff0e::1",
  ],
  vlanChange: [
    "bridge vlan add vid 5-9 dev A untagged",
    "bridge vlan del vid 5 dev br0 self",
    "bridge vlan add vid 5-9 dev A tunnel_info id 15-19",
  ],
  vniChange: [
    "bridge vni add dev A vni 5-7,9 group 239.1.1.1",
    "bridge vni add dev A vni 5 remote 10.0.0.1",
    "bridge vni delete dev A vni 5",
  ],
  vlanSet: ["bridge vlan set vid 5 dev A state blocking mcast_router 2"],
  vlanGlobalSet: ["bridge vlan global set vid 5 dev br0 mcast_snooping 0"],
  featuresSet: ["ethtool -K A rx-gro off tx-checksum-ip-generic off"],
  qdiscAdd: [
    "tc qdisc add dev A root handle 1: ets bands 5 strict 1 quanta 5000 4000 priomap 4 3 2",
    "tc qdisc add dev A root handle 1: ets strict 2",
    "tc qdisc replace dev A root mq",
    "tc qdisc add dev A parent 1:1 multiq",
    "tc qdisc add dev A root handle 1: htb default 30",
    "tc qdisc replace dev A parent 1:9 netem delay 10ms 2ms loss 1% limit 7",
    "tc qdisc add dev A root netem loss state 1% 10% 70% 5% 2% ecn rate 1mbit -14 53 5 duplicate 5%",
    "tc qdisc add dev A root netem delay 9ms 1ms 5% loss gemodel 2% 30% 20% 1% duplicate 3% 2% distribution pareto",
    "tc qdisc add dev A root netem slot distribution normal 10ms 2ms packets 5 bytes 3000",
    "tc qdisc change dev A root netem slot 1ms 2ms bytes 500",
    "tc qdisc add dev A root red limit 60000 min 6000 max 18000 avpkt 500 burst 20 probability 0.1 bandwidth 1mbit ecn nodrop",
    "tc qdisc add dev A root pie limit 50 target 20ms tupdate 30ms alpha 3 beta 12 ecn bytemode dq_rate_estimator",
    "tc qdisc add dev A root handle 1: drr",
    "tc qdisc add dev A root fq_codel limit 100 target 7ms ce_threshold 2ms noecn",
    "tc qdisc add dev A root cake bandwidth 10mbit diffserv4 nat wash lan overhead 18 mpu 64 ingress memlimit 2m ptm",
    "tc qdisc change dev A root cake unlimited flowblind raw rtt 70ms no-split-gso egress",
    "tc qdisc change dev A root tbf rate 1mbit burst 10kb limit 3000",
    "tc qdisc add dev A clsact",
  ],
  qdiscDelete: ["tc qdisc del dev A root", "tc qdisc del dev A ingress"],
  classAdd: [
    "tc class change dev A classid 1:3 ets quantum 500",
    "tc class replace dev A classid 1:3 ets",
    "tc class add dev A parent 1: classid 1:9 htb rate 1mbit ceil 2mbit prio 3",
    "tc class add dev A parent 1: classid 1:9 drr quantum 700",
    "tc class add dev A parent 1: classid 1:9 drr",
  ],
  classDelete: ["tc class del dev A classid 1:9"],
  filterAdd: [
    "tc filter add dev A ingress protocol ip pref 5 u32 match ip src 10.0.0.1/32 action drop",
    "tc filter add dev A parent 1: protocol ip pref 5 handle 2: u32 divisor 256",
    "tc filter add dev A parent 1: protocol ip pref 5 handle 2:ff:7 u32 ht 2:ff: match u32 1 1 at 4 flowid 1:1",
    "tc filter add dev A parent 1: protocol ip pref 5 u32 match u32 1 1 link 2: hashkey mask ff at 12",
    "tc filter add dev A parent 1: protocol ip pref 5 u32 match u32 1 1 link 2: offset at 0 mask f00 shift 6 plus 4 eat",
    "tc filter add dev A parent 1: protocol ip pref 5 u32",
    "tc filter add dev A ingress chain 3 protocol ip pref 5 handle 16/0xf0 fw indev A classid 1:1",
    "tc filter add dev A parent 1: protocol ip pref 5 fw",
    "tc filter add dev A ingress matchall action skbedit queue_mapping 2 priority 1:7 mark 5/0xf ptype host goto chain 3",
    "tc filter add dev A ingress matchall action csum iph and tcp or udp pipe action pass random determ drop 7 action jump 1",
    "tc filter add dev A ingress matchall action pedit munge ip ttl set 5 munge offset 4 u16 at 0 0f 2 set 7 munge ip dst clear pipe",
    "tc filter add dev A ingress matchall action pedit ex munge eth dst set 02:00:00:00:00:07 munge eth src set 02:00:00:00:00:08 munge ip src set 10.0.0.7 munge ip ttl decrement",
    "tc filter add dev A ingress matchall action pedit ex munge ip6 dst set fd00::7 munge ip6 traffic_class set 8 munge tcp dport add 1 munge udp sport set 9 retain 0xff",
    "tc filter add dev A egress protocol ip pref 5 flower ip_proto tcp tcp_flags 2/12 dst_port 70-80 src_port 0x50/0xfff0 action drop",
    "tc filter add dev A egress protocol ip flower ip_flags frag/nofirstfrag ip_tos 16/f0 ip_ttl 64/f8 action vlan push id 5 priority 3 pass",
    "tc filter add dev A egress protocol ip flower ip_proto icmp type 8/248 code 0/0 action vlan pop action vlan modify protocol 802.1ad id 9",
  ],
  actionAdd: [
    "tc actions add action drop index 5 action mirred egress mirror dev A pipe",
    "tc actions replace action police rate 1mbit burst 10k index 7 action vlan pop index 3",
  ],
  actionDelete: ["tc actions del action gact index 5 action vlan index 3"],
  actionFlush: ["tc actions flush action gact"],
  mplsRouteAdd: [
    "ip -f mpls route add 100 as 200/300 via inet 10.0.0.2",
    "ip -f mpls route replace 100 via link 02:00:00:00:00:07 dev A",
    "ip -f mpls route add 100 proto static ttl-propagate disabled nexthop as 7 via inet6 fd00::1 nexthop dev A",
  ],
  mplsModule: ["modprobe mpls_router", "modprobe -r mpls_router"],
  mplsRouteDelete: ["ip -f mpls route del 100"],
  filterDelete: ["tc filter del dev A ingress pref 5", "tc filter del dev A ingress chain 7 pref 5"],
  chainAdd: ["tc chain add dev A ingress chain 7"],
  chainDelete: ["tc chain del dev A ingress chain 7"],
  sysctlSet: ["sysctl -w net.ipv4.conf.A/5.rp_filter=2"],
  tunnelAdd: [
    "ip tunnel add X mode gre remote 10.0.0.1 local 10.0.0.2 key 7 ttl 9 iseq ocsum dev A",
    "ip -6 tunnel add X mode ip6gre remote 2001:db8::1 local 2001:db8::2 key 7 hoplimit 9 iseq ocsum dev A",
    "ip -6 tunnel add X remote 2001:db8::1 encaplimit none tclass inherit flowlabel fe dscp inherit noallow-localremote",
  ],
  tunnelChange: [
    "ip tunnel change gre7 remote 10.0.0.1 tos inherit/0x10",
    "ip tunnel change remote 10.0.0.1 nopmtudisc name gre7",
  ],
  tunnelDelete: ["ip -6 tunnel del six7", "ip tunnel del gre7", "ip tunnel del mode sit remote 10.0.0.1"],
  addressLabelAdd: ["ip addrlabel add prefix 2001:db8::/32 dev A label 7"],
  addressLabelDelete: ["ip addrlabel del prefix 2001:db8::/32 label 7"],
  addressLabelFlush: ["ip addrlabel flush"],
  tokenSet: ["ip token set ::9 dev A", "ip token del dev A"],
  tuntapAdd: ["ip tuntap add X mode tap user 7 group 8 pi vnet_hdr multi_queue", "ip tuntap add mode tun one_queue"],
  tuntapDelete: ["ip tuntap del X mode tun"],
};

/** The operation that a line asks its program for; the world has a bridge with a port, for the programs that look first. */
function read(argv: readonly string[]): Operation | undefined {
  let found: Operation | undefined;
  const world = new TestHost();
  world.veth("A", "B");
  world.bridge("br0");
  world.ok({ kind: "bridgePortAdd", netns: SELF, bridge: "br0", device: "A" });
  const view = (): View => ({
    config: world.config,
    runtime: world.world.runtime,
    netns: world.id,
    netnsName: () => undefined,
  });
  const apply = (operation: Operation) => {
    found = operation;
    return ok();
  };
  const host = { view, apply, names: ANY_NAME, hasDevice: () => true, release: "6.1.0", privileged: true };
  switch (argv[0]) {
    case "ip": {
      const parsed = parseIp(argv, ANY_NAME);
      return "command" in parsed && parsed.command.kind === "apply" ? parsed.command.operation : undefined;
    }
    case "bridge": {
      const { options, words } = parseBridgeCommandLine(argv);
      runBridge(host, options, words);
      return found;
    }
    case "tc": {
      const { options, words } = parseTcOptions(argv);
      runTc(host, options, words, SELF);
      return found;
    }
    case "brctl":
      runBrctl(host, argv);
      return found;
    case "ethtool":
      runEthtool(host, argv);
      return found;
    case "sysctl": {
      const [name = "", value = ""] = argv[2]?.split("=") ?? [];
      return { kind: "sysctlSet", netns: SELF, path: sysctlPath(name), value };
    }
    case "modprobe":
      return { kind: "mplsModule", netns: SELF, loaded: argv[1] !== "-r" };
    default:
      return undefined;
  }
}

const cases = Object.entries(LINES).flatMap(([kind, lines]) => lines.map((line) => [line, kind] as const));

test.each(cases)("%s", (line, kind) => {
  const operation = read(line.split(" "));
  expect(operation?.kind).toBe(kind);
  const words = operation && render(operation);
  expect(words && read(words), words?.join(" ")).toEqual(operation);
});

test("an nsid is given by name", () => {
  const operation: Operation = { kind: "netnsSetId", netns: SELF, target: { by: "name", name: "n1" }, nsid: "auto" };
  expect(render(operation)?.join(" ")).toBe("ip netns set n1 auto");
});
