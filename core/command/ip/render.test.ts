import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ipv4 } from "../../address/ipv4.ts";
import { type Ipv6, ipv6FromBytes } from "../../address/ipv6.ts";
import { macFromBytes } from "../../address/mac.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { ANY_NAME } from "../args.ts";
import { prefixOf } from "../names.ts";
import { parseIp } from "./parse.ts";
import { renderIp } from "./render.ts";

/** Names that are nobody's keyword, whole or shortened. */
const name = fc.integer({ min: 0, max: 999 }).map((n) => `q${n}`);
const netnsName = fc.integer({ min: 0, max: 99 }).map((n) => `z${n}`);
const netns = fc.oneof(
  fc.constant(SELF),
  netnsName.map((each) => ({ by: "name", name: each }) as const),
);
const elsewhere = fc.oneof(
  netnsName.map((each) => ({ by: "name", name: each }) as const),
  fc.integer({ min: 1, max: 32768 }).map((pid) => ({ by: "pid", pid }) as const),
);
const mac = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 }).map(macFromBytes);
const ipv4 = fc.integer({ min: 1, max: 0xfffffffe }).map((n) => n as Ipv4);
const ipv6 = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 16, maxLength: 16 }).map(ipv6FromBytes);
const prefix4 = fc.tuple(ipv4, fc.integer({ min: 1, max: 32 })).map(([address, length]) => prefixOf(address, length));
const prefix6 = fc
  .tuple(ipv6, fc.integer({ min: 1, max: 128 }))
  .map(([address, length]) => prefixOf(address as Ipv6, length));
const prefix = fc.oneof(prefix4, prefix6);
const mtu = fc.integer({ min: 68, max: 65535 });

/** Keys that may be missing. */
const some = <T extends Record<string, unknown>>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(model, { requiredKeys: [] });

const newLink = some({
  name,
  mac,
  mtu,
  txQueueLength: fc.integer({ min: 0, max: 10000 }),
  ifindex: fc.integer({ min: 1, max: 1000 }),
  netns: elsewhere,
  master: name,
  alias: name,
  up: fc.constant(true),
  addrGenMode: fc.constantFrom("eui64", "none", "random"),
});

const changes = some({
  netns: elsewhere,
  name,
  mac,
  broadcast: mac,
  mtu,
  txQueueLength: fc.integer({ min: 0, max: 10000 }),
  master: fc.oneof(name, fc.constant(null)),
  alias: name,
  group: fc.integer({ min: 0, max: 1000 }),
  arp: fc.boolean(),
  multicast: fc.boolean(),
  allMulticast: fc.boolean(),
  promisc: fc.boolean(),
  carrier: fc.boolean(),
  linkMode: fc.constantFrom("default", "dormant"),
  state: fc.integer({ min: 0, max: 6 }),
  up: fc.boolean(),
});

const bridgeSettings = some({
  forwardDelay: fc.nat(3000),
  ageingTime: fc.nat(30000),
  stpState: fc.nat(1),
  priority: fc.nat(65535),
  vlanFiltering: fc.boolean(),
  vlanProtocol: fc.constantFrom("802.1Q", "802.1ad"),
  mcastSnooping: fc.boolean(),
});

const vlanSettings = some({
  id: fc.nat(4095),
  protocol: fc.constantFrom(0x8100, 0x88a8),
  reorder_hdr: fc.nat(1),
  loose_binding: fc.nat(1),
});

const macvlanSettings = some({ mode: fc.constantFrom(1, 2, 4, 8) });
const bondSettings = some({
  mode: fc.constantFrom(0, 1, 2, 3),
  active_slave: fc.constantFrom("", "A"),
  miimon: fc.nat({ max: 1000 }),
  arp_ip_target: fc.constantFrom("", "192.0.2.1", "192.0.2.1,192.0.2.2"),
  primary: fc.constant("A"),
  xmit_hash_policy: fc.constantFrom(0, 1, 2, 3, 4, 5),
  num_grat_arp: fc.nat({ max: 255 }),
  ad_actor_system: fc.constant("02:00:00:00:00:01"),
});

const address4 = fc.tuple(
  prefix4,
  some({ broadcast: ipv4, label: name, scope: fc.nat(254), metric: fc.nat(9), noPrefixRoute: fc.constant(true) }),
  name,
);
const routeCommon = some({
  type: fc.constantFrom("unicast", "local", "blackhole", "unreachable", "prohibit", "throw", "multicast"),
  table: fc.integer({ min: 1, max: 5000 }),
  tos: fc.nat(255),
  protocol: fc.nat(255),
  scope: fc.nat(255),
  metric: fc.nat(0xffffffff),
  metrics: fc.record({ mtu, advmss: fc.nat(1000) }),
});
const hop4 = some({ device: name, via: ipv4, onlink: fc.constant(true) });
const hops4 = fc.oneof(
  hop4.map((hop) => (Object.keys(hop).length > 0 ? [hop] : [])),
  fc.array(fc.record({ device: name, via: ipv4, weight: fc.integer({ min: 1, max: 256 }) }), {
    minLength: 2,
    maxLength: 4,
  }),
);
const route4 = fc
  .tuple(fc.option(prefix4, { nil: undefined }), routeCommon, hops4)
  .map(([destination, common, nextHops]) => ({
    family: "inet" as const,
    ...common,
    ...(destination && { destination }),
    nextHops,
  }));
const route6 = fc
  .tuple(
    fc.option(prefix6, { nil: undefined }),
    fc.option(prefix6, { nil: undefined }),
    routeCommon,
    some({ device: name, via: ipv6 }),
  )
  .map(([destination, from, common, hop]) => ({
    family: "inet6" as const,
    ...common,
    ...(from && from.length > 0 && { from }),
    ...(destination && { destination }),
    nextHops: Object.keys(hop).length > 0 ? [hop] : [],
  }));

const operation = fc.oneof(
  fc
    .tuple(fc.constantFrom("addressLabelAdd" as const, "addressLabelDelete" as const), prefix6, fc.nat())
    .chain(([kind, prefix, label]) =>
      fc.tuple(netns, some({ device: name })).map(([ref, on]) => ({ kind, netns: ref, prefix, ...on, label })),
    ),
  fc.record({
    kind: fc.constant("linkAdd"),
    netns,
    link: newLink,
    info: fc.oneof(
      newLink.map((peer) => ({ type: "veth", peer })),
      bridgeSettings.map((settings) => ({ type: "bridge", settings })),
      fc.constant({ type: "dummy" }),
    ),
  }),
  fc.record({
    kind: fc.constant("linkAdd"),
    netns,
    link: fc.tuple(newLink, name).map(([link, lower]) => ({ ...link, link: lower })),
    info: fc.oneof(
      vlanSettings.map((settings) => ({ type: "vlan", settings })),
      macvlanSettings.map((settings) => ({ type: "macvlan", settings })),
      fc.integer({ min: 1, max: 0xffffffff }).map((table) => ({ type: "vrf", settings: { table } })),
      bondSettings.map((settings) => ({ type: "bond", settings })),
    ),
  }),
  fc.record({ kind: fc.constant("linkSet"), netns, device: name, changes }),
  fc.record({
    kind: fc.constant("linkDelete"),
    netns,
    device: fc.oneof(
      name,
      fc.nat(99).map((group) => ({ group })),
    ),
  }),
  fc.record({
    kind: fc.constant("addressAdd"),
    netns,
    mode: fc.constantFrom("add", "change", "replace"),
    address: address4.map(([local, rest, device]) => ({ device, local, ...rest })),
  }),
  fc.record({
    kind: fc.constant("addressDelete"),
    netns,
    address: fc.tuple(prefix, name).map(([local, device]) => ({ device, local })),
  }),
  fc.record({
    kind: fc.constant("routeAdd"),
    netns,
    mode: fc.constantFrom("add", "append", "prepend", "change", "replace"),
    route: fc.oneof(route4, route6),
  }),
  fc.record({ kind: fc.constant("routeDelete"), netns, route: fc.oneof(route4, route6) }),
  fc.record({
    kind: fc.constant("neighborAdd"),
    netns,
    mode: fc.constantFrom("add", "change", "replace"),
    neighbor: fc
      .tuple(
        fc.oneof(ipv4, ipv6),
        name,
        some({ mac, state: fc.constantFrom("PERMANENT", "STALE", "NOARP"), router: fc.constant(true) }),
      )
      .map(([address, device, rest]) => ({ device, address, ...rest })),
  }),
  fc.record({
    kind: fc.constant("ruleDelete"),
    netns,
    rule: some({
      from: prefix4,
      to: prefix4,
      priority: fc.nat(32767),
      fwmark: fc.nat(0xffff),
      iif: name,
      oif: name,
      invert: fc.constant(true),
      action: fc.oneof(
        fc.constant({ kind: "l3mdev" } as const),
        fc.nat(5000).map((table) => ({ kind: "lookup", table })),
        fc.constantFrom({ kind: "blackhole" }, { kind: "nop" }),
      ),
    }).map((rule) => ({ family: "inet", ...rule })),
  }),
);

/** Nothing to say about a route or rule leaves no words to read, and ip does not say a name that a link has already. */
function sayable(op: {
  readonly kind: string;
  readonly rule?: object;
  readonly device?: unknown;
  readonly changes?: object;
}): boolean {
  if (op.kind === "linkSet" && op.changes && "name" in op.changes && op.changes.name === op.device) return false;
  return op.kind !== "ruleDelete" || Object.keys(op.rule ?? {}).length > 1;
}

test("what is rendered is read back as the same operation", () => {
  fc.assert(
    fc.property(operation.filter(sayable), (op) => {
      const argv = renderIp(op as Operation);
      if (!argv) throw new Error("no command line");
      const parsed = parseIp(argv, ANY_NAME);
      if ("refusal" in parsed) throw new Error(`${argv.join(" ")}: ${parsed.refusal.stderr}`);
      const { command } = parsed;
      expect(command.kind === "apply" && command.operation, argv.join(" ")).toEqual(op);
    }),
    { numRuns: 1000 },
  );
});
