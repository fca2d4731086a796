import { expect, test } from "vitest";
import type { Ipv4 } from "../address/ipv4.ts";
import { type IpAddress, parseIp } from "../address/prefix.ts";
import type { Config } from "../model/config.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { LinkIndex } from "../model/link-index.ts";
import { kernelRule, type Route, type Rule, TABLE } from "../model/route.ts";
import { RouteList } from "../model/route-list.ts";
import { lookupRoute } from "./fib.ts";
import type { FibQuery } from "./fib-rule.ts";

const NS = 1 as NetnsId;

function ip(text: string): IpAddress {
  const address = parseIp(text);
  if (address === undefined) throw new Error(text);
  return address;
}

function route(text: string, extra: Partial<Route> & { links?: readonly number[] } = {}): Route {
  const [address = "", length = ""] = text.split("/");
  const parsed = ip(address);
  const { links = [1], ...rest } = extra;
  return {
    family: typeof parsed === "number" ? "inet" : "inet6",
    type: "unicast",
    destination: { address: parsed, length: Number(length) } as Route["destination"],
    table: TABLE.main,
    tos: 0,
    protocol: 3,
    scope: 0,
    prefSource: undefined,
    metric: 0,
    nextHops: links.map((link) => ({
      link: link as LinkId,
      via: undefined,
      onlink: false,
      weight: 1,
      linkDown: false,
      dead: false,
    })),
    metrics: {},
    preference: "medium",
    ...rest,
  };
}

function rule(priority: number, action: Rule["action"], extra: Partial<Rule> = {}): Rule {
  return { ...kernelRule("inet", priority, action), ...extra };
}

const STANDARD = [
  rule(0, { kind: "lookup", table: 255 }),
  rule(32766, { kind: "lookup", table: 254 }),
  rule(32767, { kind: "lookup", table: 253 }),
];

function config(routes: readonly Route[], rules: readonly Rule[] = STANDARD): Config {
  return {
    netns: {
      [NS]: {
        id: NS,
        host: "host",
        lastIfindex: 1,
        byIndex: new LinkIndex(),
        names: new Map(),
        routes4: new RouteList(routes.filter((r) => r.family === "inet")),
        routes6: new RouteList(routes.filter((r) => r.family === "inet6")),
        rules4: rules,
        rules6: rules,
        nsids: new Map(),
        sysctls: {},
        conf4: { all: {}, default: {} },
        conf6: { all: {}, default: {} },
      },
    },
    links: {},
    bridgeVlans: "asleep",
    nextNetns: 2,
    nextLink: 1,
  };
}

function find(world: Config, destination: string, query: Partial<FibQuery> = {}): string {
  const result = lookupRoute(world, NS, { destination: ip(destination), ...query });
  return result.kind === "error" ? result.errno : `${result.nextHop.link} table ${result.table}`;
}

test("the longest prefix wins, whatever the order", () => {
  const world = config([
    route("0.0.0.0/0", { links: [1] }),
    route("10.0.0.0/8", { links: [2] }),
    route("10.1.0.0/16", { links: [3] }),
    route("10.1.2.3/32", { links: [4] }),
  ]);
  expect(find(world, "10.1.2.3")).toBe("4 table 254");
  expect(find(world, "10.1.2.4")).toBe("3 table 254");
  expect(find(world, "10.200.0.1")).toBe("2 table 254");
  expect(find(world, "192.0.2.1")).toBe("1 table 254");
});

test("IPv6: the longest prefix, then the device asked for", () => {
  const world = config([
    route("::/0", { links: [1] }),
    route("fe80::/64", { links: [2] }),
    route("fe80::/64", { links: [3] }),
    route("2001:db8::/32", { links: [4] }),
  ]);
  expect(find(world, "fe80::1")).toBe("2 table 254");
  expect(find(world, "fe80::1", { oif: 3 as LinkId })).toBe("3 table 254");
  expect(find(world, "2001:db8:1::1")).toBe("4 table 254");
  expect(find(world, "2001:db9::1")).toBe("1 table 254");
  expect(find(world, "fe80::1", { oif: 9 as LinkId })).toBe("ENETUNREACH");
});

test.each([
  ["unreachable", "EHOSTUNREACH"],
  ["prohibit", "EACCES"],
  ["blackhole", "EINVAL"],
] as const)("%s answers %s", (type, errno) => {
  const world = config([route("0.0.0.0/0"), route("10.0.0.0/8", { type, links: [] })]);
  expect(find(world, "10.0.0.1")).toBe(errno);
});

test("throw goes on with the next rule, nothing left is ENETUNREACH", () => {
  const world = config(
    [route("10.0.0.0/8", { type: "throw", table: 7, links: [] }), route("10.0.0.0/8", { links: [5] })],
    [rule(5, { kind: "lookup", table: 7 }), ...STANDARD],
  );
  expect(find(world, "10.0.0.1")).toBe("5 table 254");
  expect(find(world, "11.0.0.1")).toBe("ENETUNREACH");
});

test("rules select by source, mark, destination and device, and can be turned round", () => {
  const routes = [route("0.0.0.0/0", { table: 7, links: [7] }), route("0.0.0.0/0", { links: [1] })];
  const by = (extra: Partial<Rule>) => config(routes, [rule(5, { kind: "lookup", table: 7 }, extra), ...STANDARD]);
  const from = { address: ip("10.0.0.0") as Ipv4, length: 8 };
  expect(find(by({ from }), "192.0.2.1")).toBe("1 table 254");
  expect(find(by({ from }), "192.0.2.1", { source: ip("10.9.9.9") })).toBe("7 table 7");
  expect(find(by({ from, invert: true }), "192.0.2.1", { source: ip("10.9.9.9") })).toBe("1 table 254");
  expect(find(by({ fwmark: 0x10, fwmask: 0xf0 }), "192.0.2.1", { mark: 0x1f })).toBe("7 table 7");
  expect(find(by({ fwmark: 0x10 }), "192.0.2.1", { mark: 0x1f })).toBe("1 table 254");
  expect(find(by({ to: from }), "10.1.1.1")).toBe("7 table 7");
  expect(find(by({ iif: "lo" }), "10.1.1.1")).toBe("7 table 7");
  expect(find(by({ iif: "lo" }), "10.1.1.1", { iif: 3 as LinkId })).toBe("1 table 254");
});

test("suppress_prefixlength refuses what is too wide; goto skips", () => {
  const routes = [route("0.0.0.0/0", { links: [1] }), route("0.0.0.0/0", { table: 7, links: [7] })];
  const suppress = rule(5, { kind: "lookup", table: 254 }, { suppressPrefixLength: 0 });
  expect(find(config(routes, [suppress, rule(6, { kind: "lookup", table: 7 })]), "10.0.0.1")).toBe("7 table 7");
  const skip = rule(5, { kind: "goto", priority: 32766 });
  expect(find(config(routes, [skip, rule(6, { kind: "lookup", table: 7 }), ...STANDARD]), "10.0.0.1")).toBe(
    "1 table 254",
  );
});

test("dead next hops do not carry; several alive ones share the flows", () => {
  const dead = route("10.0.0.0/8", { links: [2] });
  const world = config([
    route("0.0.0.0/0", { links: [1] }),
    { ...dead, nextHops: dead.nextHops.map((hop) => ({ ...hop, dead: true })) },
    route("172.16.0.0/12", { links: [3, 4] }),
  ]);
  expect(find(world, "10.0.0.1")).toBe("1 table 254");
  const used = new Set<string>();
  for (let i = 1; i < 60; i++) used.add(find(world, `172.16.0.${i}`));
  expect([...used].sort()).toEqual(["3 table 254", "4 table 254"]);
});

test("ports take part in the choice of a hop where the namespace says so, and nowhere else", () => {
  const world = config([route("172.16.0.0/12", { links: [3, 4] })]);
  const ways = (policy: number): number => {
    const here = world.netns[NS];
    if (!here) throw new Error("no namespace");
    const hashed = { ...world, netns: { [NS]: { ...here, sysctls: { "ipv4.fib_multipath_hash_policy": policy } } } };
    const used = new Set<string>();
    for (let port = 1000; port < 1060; port++)
      used.add(find(hashed, "172.16.0.1", { protocol: 17, sourcePort: port, destinationPort: 53 }));
    return used.size;
  };
  expect(ways(0)).toBe(1);
  expect(ways(1)).toBe(2);
});

test("lower metric first; type of service is exact, 0 fits all", () => {
  const world = config([
    route("10.0.0.0/8", { metric: 20, links: [2] }),
    route("10.0.0.0/8", { metric: 10, links: [3] }),
    route("10.0.0.0/8", { tos: 16, links: [4] }),
  ]);
  expect(find(world, "10.0.0.1")).toBe("3 table 254");
  expect(find(world, "10.0.0.1", { tos: 16 })).toBe("4 table 254");
});
