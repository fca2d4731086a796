/** Every kind of operation is led back, whatever else was asked before. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ipv6 } from "../address/ipv6.ts";
import { type Mac, parseMac } from "../address/mac.ts";
import { formatIp, formatPrefix } from "../address/prefix.ts";
import { DEFAULT_BRIDGE, NO_VLANS, vlanState } from "../model/bridge.ts";
import { featuresOf } from "../model/feature.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { cloneRuntime } from "../model/runtime.ts";
import { World } from "../model/world.ts";
import { addressLabelsOf } from "./address-label-change.ts";
import { apply } from "./apply.ts";
import type { FilterSpec } from "./filter.ts";
import { invert } from "./invert.ts";
import type { NeighborSpec } from "./neighbor.ts";
import { SELF } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";
import type { ClassSpec, HtbClassRequest } from "./qdisc.ts";
import type { RuleAdd } from "./rule.ts";
import { ip, prefix, TestHost } from "./testing.ts";

/** Namespaces as such are not led back: what ends has no name, and an nsid is given for good. */
type Kind = Exclude<Operation["kind"], "netnsCreate" | "netnsDestroy" | "netnsSetId">;

const netns = SELF;
const macs = ["02:00:00:00:00:91", "02:00:00:00:00:92"].map((text) => parseMac(text) as Mac);
const mac = fc.constantFrom(...macs);
const port = fc.constantFrom("A", "C", "nope");
const bridge = fc.constantFrom("br0", "br1", "A");
const device = fc.constantFrom("A", "B", "C", "D", "br0", "lo");
const vid = fc.constantFrom(1, 7, 9);
const flag = fc.constantFrom(0, 1);
/** Some of these numbers. */
const numbers = (model: Record<string, fc.Arbitrary<number>>) =>
  fc.record(model, { requiredKeys: [] }).map((each) => each as Record<string, number>);
const address = fc.constantFrom("10.0.0.1/24", "10.1.0.1/16", "10.2.0.1/32", "fd00::1/64", "fd01::1/128").map(prefix);
const destination = fc.constantFrom("10.9.0.0/16", "10.8.0.0/16", "0.0.0.0/0").map(prefix);
const RULE: RuleAdd["rule"] = {
  ...{ family: "inet", priority: 10, from: prefix("10.0.0.0/8"), to: undefined, tos: 0, fwmark: undefined },
  ...{ fwmask: undefined, iif: undefined, oif: undefined, invert: false, action: { kind: "blackhole" } },
  ...{ suppressPrefixLength: undefined, protocol: 0 },
};
const NEIGHBOR: NeighborSpec = { device: "A", address: ip("10.0.0.7"), mac: macs[0] as Mac, protocol: 4 };
const CLASS: ClassSpec = { device: "A", parent: { major: 1, minor: 0 }, classId: { major: 1, minor: 9 } };
const CLASS_OPTIONS: HtbClassRequest = {
  ...{ rate: 125_000, ceil: 125_000, bufferTicks: 20_000, ceilBufferTicks: 20_000, priority: 1, quantum: 1500 },
  ...{ overhead: 0, leastPacket: 0 },
};
const DROP = { kind: "gact", control: "drop" } as const;
const CHAIN: FilterSpec = { device: "A", hook: "ingress", chain: 7 };
const FILTER: FilterSpec = { device: "A", hook: "ingress", preference: 5, protocol: 0x0800 };
const LABELLED = { address: "2001:db8::" as Ipv6, length: 32 };

const neighbor = fc.record({
  device,
  address: fc.constantFrom("10.0.0.7", "10.0.0.8", "fd00::7").map(ip),
  mac,
  state: fc.constantFrom("PERMANENT" as const, "NOARP" as const, "STALE" as const),
  protocol: fc.constantFrom(0, 4),
});
const proxy = fc.record({
  device,
  address: fc.constantFrom("10.0.0.7", "fd00::7").map(ip),
  proxy: fc.constant(true),
});
const rule = fc
  .record({
    priority: fc.constantFrom(10, 11, 32766),
    from: fc.constantFrom(undefined, prefix("10.0.0.0/8")),
    tos: fc.constantFrom(0, 4),
    iif: fc.constantFrom(undefined, "A"),
    action: fc.constantFrom({ kind: "lookup" as const, table: 254 }, { kind: "blackhole" as const }),
    protocol: fc.constantFrom(0, 2, 9),
  })
  .map((of) => ({ ...RULE, ...of }));
const handle = fc.constantFrom(1, 2);
const labelled = {
  prefix: fc.constantFrom("2001:db8::" as Ipv6, "fd00::" as Ipv6).map((each) => ({ address: each, length: 32 })),
};
const group = fc.constantFrom("239.1.1.1", "ff0e::1");
const nexthopId = fc.constantFrom(1, 2, 3);
const tunnelSettings = fc.constantFrom("10.0.0.8", "10.0.0.9").map((remote) => ({ remote, local: "10.0.0.1" }));
const filterAt = fc.record({
  device: port,
  hook: fc.constantFrom("ingress" as const, { major: 1, minor: 0 }),
  preference: fc.constantFrom(5, 6),
  protocol: fc.constant(0x0800),
});

const chainAt = fc.record({ device: port, hook: fc.constant("ingress" as const), chain: fc.constantFrom(0, 7) });

const ofKind: { [K in Kind]: fc.Arbitrary<Omit<Extract<Operation, { kind: K }>, "kind" | "netns">> } = {
  linkAdd: fc.oneof(
    fc.record({
      link: fc.constantFrom({ name: "X" }, { name: "A" }, { name: "X", up: true, mtu: 1400, alias: "x" }),
      info: fc.constantFrom(
        { type: "veth" as const, peer: { name: "Y" } },
        { type: "bridge" as const, settings: { stpState: 1 } },
        { type: "dummy" as const },
        { type: "vrf" as const, settings: { table: 10 } },
        { type: "bond" as const, settings: { mode: 1 } },
      ),
    }),
    fc.record({
      link: fc.constantFrom({ name: "X", link: "A" }, { name: "X", link: "br0" }),
      info: fc.constantFrom(
        { type: "vlan" as const, settings: { id: 5 } },
        { type: "macvlan" as const, settings: { mode: 4 } },
      ),
    }),
  ),
  linkDelete: fc.record({ device: fc.constantFrom("B", "br0", "br1", "vx", "A.5", "mv", "bond0", "nope") }),
  linkSet: fc.oneof(
    fc.record({
      device: fc.constantFrom("A", "C", "br0", "lo", "vx", "A.5", "mv"),
      changes: fc.constantFrom(
        { up: true },
        { up: false },
        { mtu: 1300, alias: "one" },
        { name: "Z" },
        { group: 7, txQueueLength: 10 },
        { arp: false, multicast: false, allMulticast: true, promisc: true },
        { linkMode: "dormant" as const },
        { addAltnames: ["another"] },
        { master: "br1" },
        { master: null },
        { addrGenMode: "none" as const },
      ),
    }),
    fc.record({
      device: fc.constantFrom("vx", "A.5", "mv", "br0", "bond0"),
      changes: fc.constant({}),
      info: fc.constantFrom(
        { type: "vxlan", settings: { learning: 0, l2miss: 1 } },
        { type: "vlan", settings: { loose_binding: 1, "egress-qos-map": "1:2" } },
        { type: "macvlan", settings: { mode: 4, flag: 2 } },
        { type: "bridge", settings: { ageing_time: 100, mcast_snooping: 0 } },
        { type: "bond", settings: { miimon: 50, xmit_hash_policy: 1 } },
      ),
    }),
    fc.record({
      device: port,
      changes: fc.constant({}),
      info: fc.record({
        type: fc.constant("bridge_slave"),
        settings: numbers({ cost: fc.constant(9), hairpin: flag, isolated: flag }),
      }),
    }),
  ),
  addressAdd: fc.record({
    mode: fc.constantFrom("add" as const, "replace" as const, "change" as const),
    address: fc
      .tuple(device, address, fc.constantFrom({}, { metric: 7 }, { noPrefixRoute: true }))
      .map(([on, local, more]) => ({ device: on, local, ...more })),
  }),
  addressDelete: fc.record({
    address: fc.oneof(
      fc.record({ device, local: address }),
      fc.constant({ device: "A", local: prefix("10.0.0.2/24") }),
    ),
  }),
  routeAdd: fc.record({
    mode: fc.constantFrom("add" as const, "append" as const, "prepend" as const, "replace" as const, "change" as const),
    route: fc.record({
      family: fc.constant("inet" as const),
      destination,
      nextHops: fc.constantFrom([{ device: "A" }], [{ via: ip("10.0.0.9") }], [{ device: "C" }]),
      metric: fc.constantFrom(0, 5),
      locks: fc.constantFrom([], ["mtu"]),
      metrics: fc.constant({ mtu: 1400 }),
    }),
  }),
  routeDelete: fc.record({
    route: fc.record({ family: fc.constant("inet" as const), destination, nextHops: fc.constant([]) }),
  }),
  ruleAdd: fc.record({ rule }),
  ruleDelete: fc.record({
    rule: fc.record({ family: fc.constant("inet" as const), priority: fc.constantFrom(10, 11) }),
  }),
  neighborAdd: fc.record({
    mode: fc.constantFrom("add" as const, "replace" as const, "change" as const),
    neighbor: fc.oneof(neighbor, proxy),
  }),
  neighborDelete: fc.record({ neighbor: fc.oneof(neighbor, proxy) }),
  nexthopAdd: fc.record({
    mode: fc.constantFrom("add" as const, "replace" as const),
    nexthop: fc.oneof(
      fc.record({ id: nexthopId, device: fc.constantFrom("A", "C"), family: fc.constant("inet" as const) }),
      fc.record({ id: nexthopId, blackhole: fc.constant(true), family: fc.constant("inet" as const) }),
      fc.record({ id: fc.constantFrom(8, 9), group: fc.constant([{ id: 1 }, { id: 2, weight: 5 }]) }),
    ),
  }),
  nexthopDelete: fc.record({ id: fc.constantFrom(1, 2, 8, 77) }),
  bridgeAdd: fc.record({ bridge: fc.constantFrom("X", "br0") }),
  bridgeDelete: fc.record({ bridge }),
  bridgePortAdd: fc.record({ bridge, device }),
  bridgePortDelete: fc.record({ bridge, device }),
  bridgeSet: fc.record({
    bridge,
    settings: fc.constantFrom({ stp_state: 1 }, { ageing_time: 500 }, { group_fwd_mask: 8 }, { hello_time: 1 }),
  }),
  bridgePortSet: fc.record({
    device: port,
    settings: numbers({ cost: fc.constant(9), learning: flag, guard: flag, priority: fc.nat(63) }),
  }),
  fdbChange: fc.oneof(
    fc.record({
      verb: fc.constantFrom("add" as const, "replace" as const, "delete" as const),
      device: fc.constantFrom("A", "C", "br0"),
      mac,
      target: fc.constantFrom("master" as const, "self" as const, "list" as const),
      state: fc.constantFrom("permanent" as const, "static" as const),
      vlan: vid,
    }),
    fc.record({
      verb: fc.constantFrom("add" as const, "append" as const, "replace" as const, "delete" as const),
      device: fc.constantFrom("A", "vx", "br0"),
      mac,
      target: fc.constantFrom("master" as const, "self" as const),
      state: fc.constant("permanent" as const),
      remote: fc.constantFrom({ address: ip("10.0.0.7") }, { address: ip("10.0.0.8"), port: 9, vni: 3, device: "A" }),
    }),
  ),
  fdbFlush: fc.record({ device: fc.constantFrom("br0", "vx", "A"), flags: fc.constant({}) }),
  mdbChange: fc.record({
    verb: fc.constantFrom("add" as const, "delete" as const),
    bridge,
    port,
    group,
    permanent: fc.boolean(),
    vlan: vid,
  }),
  vlanChange: fc.record({
    verb: fc.constantFrom("add" as const, "delete" as const),
    device: fc.constantFrom("A", "br0"),
    vid,
    pvid: fc.boolean(),
    untagged: fc.boolean(),
    self: fc.boolean(),
    master: fc.boolean(),
  }),
  vniChange: fc.record({
    verb: fc.constantFrom("add" as const, "delete" as const),
    device: fc.constantFrom("vn", "vx"),
    vnis: fc.constantFrom([{ start: 5, end: 5 }], [{ start: 7, end: 9 }]),
    remote: fc.constantFrom(ip("10.0.0.7"), ip("10.0.0.8")),
  }),
  vlanSet: fc.record({ device: port, vid, state: fc.nat(4), mcastRouter: fc.nat(2) }),
  vlanGlobalSet: fc.record({
    device: bridge,
    vid,
    settings: fc.constantFrom({ mcast_snooping: 0 }, { mcast_querier: 1 }),
  }),
  featuresSet: fc.record({
    device,
    wanted: fc.constantFrom({ "rx-gro": false }, { "tx-tcp-segmentation": false, "tx-checksum-ip-generic": false }),
  }),
  qdiscAdd: fc.record({
    mode: fc.constantFrom("add" as const, "replace" as const, "change" as const),
    qdisc: fc.record({ device: port, parent: fc.constant("root" as const), handle }),
    options: fc.constantFrom(
      { kind: "pfifo" as const, limit: 9 },
      { kind: "codel" as const, targetMicros: 1, intervalMicros: 1 },
      { kind: "fq_codel" as const, targetMicros: 777 },
      { kind: "htb" as const, defaultClass: 9 },
    ),
  }),
  qdiscDelete: fc.record({ qdisc: fc.record({ device: port, parent: fc.constant("root" as const) }) }),
  classAdd: fc.record({
    mode: fc.constantFrom("add" as const, "replace" as const, "change" as const),
    class: fc.record({
      device: port,
      parent: fc.constant({ major: 1, minor: 0 }),
      classId: fc.constantFrom({ major: 1, minor: 9 }, { major: 1, minor: 10 }),
    }),
    options: fc.constantFrom(125_000, 250_000).map((rate) => ({ ...CLASS_OPTIONS, rate, ceil: rate })),
  }),
  classDelete: fc.record({
    class: fc.record({ device: port, classId: fc.constantFrom({ major: 1, minor: 9 }, { major: 1, minor: 10 }) }),
  }),
  filterAdd: fc.record({
    mode: fc.constantFrom("add" as const, "replace" as const),
    filter: filterAt,
    match: fc.constant({ kind: "matchall" as const }),
    actions: fc.constantFrom([], [DROP]),
  }),
  filterDelete: fc.record({ filter: filterAt }),
  chainAdd: fc.record({ filter: chainAt }),
  mplsModule: fc.record({ loaded: fc.boolean() }),
  mplsRouteAdd: fc.record({
    mode: fc.constantFrom("add" as const, "replace" as const),
    route: fc.record({
      label: fc.constantFrom(16, 17, 900),
      hops: fc.constantFrom([{ device: "A" }], [{ device: "C", labels: [7, 8] }]),
    }),
  }),
  mplsRouteDelete: fc.record({ label: fc.constantFrom(16, 17) }),
  chainDelete: fc.record({ filter: chainAt }),
  actionAdd: fc.record({
    replaces: fc.boolean(),
    actions: fc
      .array(
        fc.record({ index: fc.constantFrom(1, 2, 3), control: fc.constantFrom("drop" as const, "pass" as const) }),
        { minLength: 1, maxLength: 2 },
      )
      .map((list) => list.map((each) => ({ kind: "gact" as const, ...each }))),
  }),
  actionDelete: fc.record({
    actions: fc
      .array(fc.constantFrom(1, 2, 3), { minLength: 1, maxLength: 2 })
      .map((list) => list.map((index) => ({ kind: "gact", index }))),
  }),
  actionFlush: fc.record({ type: fc.constantFrom("gact", "vlan") }),
  tunnelAdd: fc.record({
    spec: fc.record({ name: fc.constantFrom("t1", "X"), mode: fc.constant("gre" as const), settings: tunnelSettings }),
  }),
  tunnelChange: fc.record({
    spec: fc.record({ name: fc.constantFrom("t1", "A"), settings: tunnelSettings }),
    over: fc.boolean(),
  }),
  tunnelDelete: fc.record({ spec: fc.constantFrom({ name: "t1", settings: {} }, { name: "nope", settings: {} }) }),
  addressLabelAdd: fc.record({ ...labelled, label: fc.nat(9) }),
  addressLabelDelete: fc.record({ ...labelled, label: fc.nat(9) }),
  addressLabelFlush: fc.constant({}),
  tokenSet: fc.record({ device, token: fc.constantFrom("::9" as Ipv6, "::" as Ipv6) }),
  tuntapAdd: fc.record({
    spec: fc.constantFrom({ name: "X", mode: "tap" as const, user: 7 }, { mode: "tun" as const }),
  }),
  tuntapDelete: fc.record({
    spec: fc.constantFrom({ name: "tap9", mode: "tap" as const }, { name: "tap9", mode: "tun" as const }),
  }),
  sysctlSet: fc.record({
    path: fc.constantFrom(
      "net/ipv4/ip_forward",
      "net/ipv4/conf/A/rp_filter",
      "net/ipv6/conf/C/hop_limit",
      "net/ipv4/neigh/A/mcast_solicit",
      "net/ipv4/conf/all/arp_ignore",
    ),
    value: fc.constantFrom("0", "1", "2", "x"),
  }),
};

/** One of each kind that changes something at the start. */
const examples: { [K in Kind]: Omit<Extract<Operation, { kind: K }>, "kind" | "netns"> } = {
  linkAdd: { link: { name: "X" }, info: { type: "dummy" } },
  linkDelete: { device: "B" },
  linkSet: { device: "A", changes: { up: false } },
  addressAdd: { mode: "add", address: { device: "A", local: prefix("10.1.0.1/16") } },
  addressDelete: { address: { device: "A", local: prefix("10.0.0.2/24") } },
  routeAdd: { mode: "add", route: { family: "inet", nextHops: [{ device: "A" }] } },
  routeDelete: { route: { family: "inet", destination: prefix("10.9.0.0/16"), nextHops: [] } },
  ruleAdd: { rule: { ...RULE, priority: 11 } },
  ruleDelete: { rule: { family: "inet", priority: 10 } },
  neighborAdd: { mode: "add", neighbor: { ...NEIGHBOR, proxy: true } },
  neighborDelete: { neighbor: NEIGHBOR },
  nexthopAdd: { mode: "add", nexthop: { id: 2, device: "A", family: "inet" } },
  nexthopDelete: { id: 1 },
  bridgeAdd: { bridge: "X" },
  bridgeDelete: { bridge: "br1" },
  bridgePortAdd: { bridge: "br1", device: "B" },
  bridgePortDelete: { bridge: "br0", device: "C" },
  bridgeSet: { bridge: "br0", settings: { group_fwd_mask: 8 } },
  bridgePortSet: { device: "C", settings: { learning: 0 } },
  fdbChange: {
    verb: "append",
    device: "vx",
    mac: macs[0] as Mac,
    target: "self",
    state: "permanent",
    remote: { address: ip("10.0.0.7") },
  },
  fdbFlush: { device: "br0", flags: {} },
  mdbChange: { verb: "add", bridge: "br0", port: "C", group: "239.1.1.1", permanent: true },
  vlanChange: { verb: "add", device: "C", vid: 7, pvid: true, untagged: true, self: false, master: true },
  vniChange: { verb: "add", device: "vn", vnis: [{ start: 7, end: 9 }], remote: ip("10.0.0.7") },
  vlanSet: { device: "C", vid: 1, state: 4 },
  vlanGlobalSet: { device: "br0", vid: 1, settings: { mcast_querier: 1 } },
  featuresSet: { device: "A", wanted: { "tx-checksum-ip-generic": false } },
  qdiscAdd: { mode: "add", qdisc: { device: "C", parent: "root", handle: 1 }, options: { kind: "htb" } },
  qdiscDelete: { qdisc: { device: "A", parent: "root" } },
  classAdd: { mode: "add", class: { ...CLASS, classId: { major: 1, minor: 10 } }, options: CLASS_OPTIONS },
  classDelete: { class: CLASS },
  filterAdd: { mode: "add", filter: { ...FILTER, preference: 6 }, match: { kind: "matchall" }, actions: [DROP] },
  filterDelete: { filter: FILTER },
  chainAdd: { filter: { ...CHAIN, chain: 8 } },
  mplsModule: { loaded: false },
  mplsRouteAdd: { mode: "add", route: { label: 18, hops: [{ device: "A", labels: [7] }] } },
  mplsRouteDelete: { label: 16 },
  chainDelete: { filter: CHAIN },
  actionAdd: {
    replaces: true,
    actions: [
      { kind: "gact", control: "pass", index: 1 },
      { ...DROP, index: 2 },
    ],
  },
  actionDelete: { actions: [{ kind: "gact", index: 9 }] },
  actionFlush: { type: "vlan" },
  tunnelAdd: { spec: { name: "X", mode: "gre", settings: { remote: "10.0.0.8" } } },
  tunnelChange: { spec: { name: "t1", settings: { remote: "10.0.0.8" } }, over: true },
  tunnelDelete: { spec: { name: "t1", settings: {} } },
  addressLabelAdd: { prefix: LABELLED, label: 7 },
  addressLabelDelete: { prefix: { address: "fc00::" as Ipv6, length: 7 }, label: 0 },
  addressLabelFlush: {},
  tokenSet: { device: "A", token: "::9" as Ipv6 },
  tuntapAdd: { spec: { name: "X", mode: "tap" } },
  tuntapDelete: { spec: { name: "tap9", mode: "tap" } },
  sysctlSet: { path: "net/ipv4/ip_forward", value: "1" },
};

const operationOf = (kind: Kind) => ofKind[kind].map((rest) => ({ netns, ...rest, kind }) as Operation);

/** Pairs A-B and C-D, bridges, and one link of each kind that stands on others. */
function start(): TestHost {
  const host = new TestHost();
  host.up("lo");
  const add = (
    link: Extract<Operation, { kind: "linkAdd" }>["link"],
    info: Extract<Operation, { kind: "linkAdd" }>["info"],
  ) => host.ok({ kind: "linkAdd", netns, link, info });
  host.veth("A", "B");
  host.veth("C", "D");
  add({ name: "br0" }, { type: "bridge", settings: { vlanFiltering: true } });
  host.bridge("br1");
  add({ name: "vx" }, { type: "vxlan", settings: { id: 5, dstport: 4789, local: "10.0.0.1" } });
  add({ name: "vn" }, { type: "vxlan", settings: { external: 1, vnifilter: 1, dstport: 4790, local: "10.0.0.1" } });
  add({ name: "A.5", link: "A" }, { type: "vlan", settings: { id: 5 } });
  add({ name: "mv", link: "D" }, { type: "macvlan", settings: { mode: 8 } });
  add({ name: "bond0" }, { type: "bond", settings: { mode: 1 } });
  host.ok({ kind: "tunnelAdd", netns, spec: { name: "t1", mode: "gre", settings: { remote: "10.0.0.7" } } });
  host.ok({ kind: "tuntapAdd", netns, spec: { name: "tap9", mode: "tap" } });
  host.ok({ kind: "linkSet", netns, device: "C", changes: { master: "br0" } });
  for (const name of ["A", "B", "C", "D", "br0"]) host.up(name);
  host.address("A", "10.0.0.2/24");
  host.ok({
    kind: "qdiscAdd",
    netns,
    mode: "add",
    qdisc: { device: "A", parent: "root", handle: 1 },
    options: { kind: "htb" },
  });
  host.ok({ kind: "classAdd", netns, mode: "add", class: CLASS, options: CLASS_OPTIONS });
  const clsact = { device: "A", parent: { major: 0xffff, minor: 0xfff1 }, handle: 0xffff };
  host.ok({ kind: "qdiscAdd", netns, mode: "add", qdisc: clsact, options: { kind: "clsact" } });
  host.ok({ kind: "filterAdd", netns, mode: "add", filter: FILTER, match: { kind: "matchall" }, actions: [DROP] });
  host.ok({ kind: "chainAdd", netns, filter: CHAIN });
  host.ok({
    kind: "actionAdd",
    netns,
    replaces: false,
    actions: [
      { ...DROP, index: 9 },
      { kind: "vlan", act: "pop", control: "pipe", index: 4 },
    ],
  });
  host.route("10.9.0.0/16", { device: "A" });
  host.ok({ kind: "mplsModule", netns, loaded: true });
  host.ok({ kind: "sysctlSet", netns, path: "net/mpls/platform_labels", value: "100" });
  host.ok({ kind: "mplsRouteAdd", netns, mode: "add", route: { label: 16, hops: [{ device: "A", labels: [5] }] } });
  host.ok({ kind: "ruleAdd", netns, rule: RULE });
  host.ok({ kind: "neighborAdd", netns, mode: "add", neighbor: NEIGHBOR });
  host.ok({ kind: "nexthopAdd", netns, mode: "add", nexthop: { id: 1, device: "A", family: "inet" } });
  host.ok({
    kind: "fdbChange",
    netns,
    verb: "add",
    device: "C",
    mac: macs[1] as Mac,
    target: "master",
    state: "static",
  });
  return host;
}

/** All that somebody chose, without identities, what time brings, and what follows from the rest. */
function chosen({ config, runtime }: World): unknown {
  const name = (id: LinkId | undefined) => (id === undefined ? undefined : config.links[id]?.name);
  const link = (each: Link) => ({
    flags: each.flags,
    ...{ mtu: each.mtu, alias: each.alias ?? "", broadcast: each.broadcast, queue: each.txQueueLength },
    ...{ group: each.group, mode: each.linkMode, addresses: each.addrGenMode, token: each.token ?? "::" },
    mac: each.kind.type === "bridge" || each.kind.type === "bond" ? "" : each.mac,
    altnames: [...each.altnames].sort(),
    master: name(each.master),
    kind: kindOf(each, name),
    port: each.port && {
      ...each.port,
      ...{ number: 0, state: 0, forwardDelayEndsMicros: 0, costSet: 0, vlans: vlansOf(each.port.vlans) },
    },
    qdiscs: each.qdiscs?.map(({ options, ...rest }) => ({ ...rest, options: { ...options, buckets: 0 } })) ?? [],
    filters:
      each.filters
        ?.map(({ id: _, actions, ...rest }) => ({ ...rest, actions: actions.map(({ id: __, ...action }) => action) }))
        // Those of one place are in order; places are not.
        .sort((a, b) => JSON.stringify(a.hook).localeCompare(JSON.stringify(b.hook))) ?? [],
    chains: each.filterChains?.map((chain) => JSON.stringify(chain)).sort() ?? [],
    inet: each.inet
      .map((one) => `${formatIp(one.local)}/${one.prefixLength} ${one.metric} ${one.noPrefixRoute}`)
      .sort(),
    inet6: each.inet6
      .filter((one) => !one.local.startsWith("fe80"))
      .map((one) => `${one.local}/${one.prefixLength} ${one.metric} ${one.noPrefixRoute}`)
      .sort(),
    told: (each.listened ?? []).map((one) => `${one.mac} ${one.list}`).sort(),
    features: [...(featuresOf(each, config.links) ?? [])],
    neighbors: [...(runtime.neighbors.get(each.id)?.values() ?? [])]
      .filter(({ state }) => state === "PERMANENT" || state === "NOARP")
      .map((one) => `${one.address} ${one.state} ${one.mac} ${one.protocol}`)
      .sort(),
    proxies: [...(runtime.proxies.get(each.id) ?? [])].map(([one, { protocol }]) => `${one} ${protocol}`).sort(),
    fdb: [...(runtime.fdb.get(each.id)?.values() ?? [])]
      .filter(({ user }) => user)
      .map((one) => `${one.mac} ${one.vlan} ${one.state} ${name(one.port)} ${JSON.stringify(one.remotes)} ${one.nhid}`)
      .sort(),
    mdb: [...(runtime.mdb.get(each.id) ?? [])]
      .flatMap(([key, { ports }]) =>
        ports.filter(({ told }) => told).map((one) => `${key} ${name(one.port)} ${one.permanent}`),
      )
      .sort(),
  });
  return Object.values(config.netns).map((ns) => ({
    links: ns.byIndex.ids
      .map((id) => config.links[id] as Link)
      .map((each) => [each.name, link(each)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    routes: [...ns.routes4, ...ns.routes6]
      .filter(({ type, protocol }) => type === "unicast" && protocol !== 2)
      .map(({ destination: to, table, metric, locks, nextHops }) => {
        const hops = nextHops.map((hop) => `${hop.via === undefined ? "" : formatIp(hop.via)} ${name(hop.link)}`);
        return `${formatPrefix(to)} ${table} ${metric} ${locks} ${hops.join("+")}`;
      })
      .sort(),
    rules: ns.rules4,
    nexthops: [...(ns.nexthops ?? [])].map(({ hop, ...rest }) => ({ ...rest, device: name(hop?.link) })),
    mpls: [
      ns.mplsLoaded ?? false,
      (ns.mplsRoutes ?? []).map(({ hops, ...rest }) => [rest, hops.map((hop) => ({ ...hop, link: name(hop.link) }))]),
    ],
    actions: (ns.actions ?? [])
      .map(({ id: _, ...action }) => action)
      .sort((a, b) => a.kind.localeCompare(b.kind) || a.index - b.index),
    labels: addressLabelsOf(ns)
      .map((one) => `${formatPrefix(one.prefix)} ${one.ifindex} ${one.label}`)
      .sort(),
    sysctls: [ns.sysctls["ipv4.ip_forward"] ?? 0, ns.conf4.all["arp_ignore"] ?? 0],
  }));
}

function vlansOf({ pvid, entries }: typeof NO_VLANS): unknown {
  return [
    pvid,
    ...Object.entries(entries).map(([id, one]) => [id, one.untagged, vlanState(one), one.mcastRouter ?? 1]),
  ];
}

function kindOf({ kind }: Link, name: (id: LinkId | undefined) => string | undefined): unknown {
  if (kind.type === "bridge")
    return {
      settings: kind.settings,
      vlans: vlansOf(kind.vlans ?? NO_VLANS),
      options: Object.entries(kind.vlanOptions ?? {}).filter(
        ([, one]) => JSON.stringify(one) !== JSON.stringify(DEFAULT_BRIDGE),
      ),
    };
  if (kind.type === "bond") return { params: kind.params, slaves: kind.slaves.map(name) };
  if (kind.type === "veth") return name(kind.peer);
  // What a VLAN's priorities were mapped to is never forgotten.
  if (kind.type === "vlan")
    return { ...kind, lower: name(kind.lower), tsoMaxSize: 0, egressQos: kind.egressQos.filter(([, to]) => to !== 0) };
  // With which end it began is never changed.
  if ("firstLocal" in kind) return { ...kind, firstLocal: 0 };
  return "lower" in kind ? { ...kind, lower: name(kind.lower), tsoMaxSize: 0 } : kind;
}

/** What there is for an operation to work on comes of its like, and of what it is the opposite of. */
function alike(kind: Kind): Kind[] {
  if (kind === "fdbFlush") return ["fdbChange"];
  const opposite = kind.replace("Delete", "Add");
  return opposite === kind ? [kind] : [kind, opposite as Kind];
}

test.each(Object.keys(ofKind) as Kind[])("%s is led back", (kind) => {
  const example = { netns, ...examples[kind], kind } as Operation;
  expect(leadBack(start(), example)).toBe("changed");
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...(Object.keys(ofKind) as Kind[])).chain(operationOf), { maxLength: 4 }),
      fc.array(fc.constantFrom(...alike(kind)).chain(operationOf), { maxLength: 4 }),
      operationOf(kind),
      (before, more, op) => {
        const host = start();
        for (const one of [...before, ...more]) host.apply(one);
        leadBack(host, op);
      },
    ),
    { numRuns: 6 },
  );
});

/** Whether an operation changes anything, and that its inverses lead back from that. */
function leadBack(host: TestHost, op: Operation): "changed" | "same" {
  const was = chosen(host.world);
  const inverses = invert(host.world, host.caller, op);
  const world = new World(host.config, cloneRuntime(host.world.runtime));
  apply(world, host.caller, op);
  const change = JSON.stringify(chosen(world)) === JSON.stringify(was) ? "same" : "changed";
  for (const inverse of inverses)
    expect(apply(world, host.caller, inverse), JSON.stringify(inverse)).toMatchObject({ ok: true });
  expect(chosen(world)).toEqual(was);
  return change;
}
