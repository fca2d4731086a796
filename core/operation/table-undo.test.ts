import { expect, test } from "vitest";
import { parseIp } from "../address/prefix.ts";
import type { World } from "../model/world.ts";
import type { AddressSpec } from "./address.ts";
import type { Operation } from "./operation.ts";
import type { RuleAdd } from "./rule.ts";
import { prefix, TestHost } from "./testing.ts";
import { expectUndone } from "./undo-testing.ts";

const SELF = { by: "self" } as const;

function shown(world: World): unknown {
  return Object.values(world.config.links).map(({ inet, inet6 }) =>
    [...inet, ...inet6].map(({ local, prefixLength, metric }) => ({ local, prefixLength, metric })),
  );
}

test.each([
  ["fd00::1", 64],
  ["10.0.0.1", 24],
] as const)("a metric that %s/%i gets is taken away again", (text, length) => {
  const host = new TestHost();
  const address: AddressSpec = { device: "lo", local: { address: parseIp(text) ?? 0, length } as AddressSpec["local"] };
  expect(host.apply({ kind: "addressAdd", netns: SELF, mode: "add", address })).toMatchObject({ ok: true });
  const changed = { ...address, metric: 7 };
  expectUndone(host, { kind: "addressAdd", netns: SELF, mode: "replace", address: changed }, shown);
});

function tables(world: World): unknown {
  return Object.values(world.config.netns).map(({ routes4, rules4, nexthops }) => [
    [...(routes4 ?? [])].filter(({ protocol }) => protocol !== 2),
    rules4.map(({ priority, tunnelId }) => ({ priority, tunnelId })),
    [...(nexthops ?? [])],
  ]);
}

const netns = SELF;
const over7 = { family: "inet", destination: prefix("10.9.0.0/16"), nhid: 7, nextHops: [] } as const;
const refusing = { ...over7, nhid: 0, type: "unreachable", scope: 254, tableless: true } as const;
const labelled = { id: 8, family: "inet", device: "A", encap: { labels: [100] } } as const;
const rule: RuleAdd["rule"] = {
  ...{ family: "inet", priority: 10, from: undefined, to: undefined, tos: 0, fwmark: undefined, fwmask: undefined },
  ...{ iif: undefined, oif: undefined, invert: false, action: { kind: "blackhole" }, suppressPrefixLength: undefined },
  ...{ protocol: 0, tunnelId: "18446744073709551615" },
};
const swallows = { id: 7, family: "inet", blackhole: true } as const;

const ADD: Readonly<Record<string, Operation>> = {
  "a route over an object that swallows packets": { kind: "routeAdd", netns, mode: "add", route: over7 },
  "a route that ioctl made to let nobody through": { kind: "routeAdd", netns, mode: "add", route: refusing },
  "an object that puts labels on": { kind: "nexthopAdd", netns, mode: "add", nexthop: labelled },
  "a rule on the number of a tunnel": { kind: "ruleAdd", netns, rule },
};
const DELETE: Readonly<Record<string, Operation>> = {
  "a route over an object that swallows packets": { kind: "routeDelete", netns, route: over7 },
  "a route that ioctl made to let nobody through": { kind: "routeDelete", netns, route: refusing },
  "an object that puts labels on": { kind: "nexthopDelete", netns, id: 8 },
  "a rule on the number of a tunnel": { kind: "ruleDelete", netns, rule },
};

function withSwallowing(): TestHost {
  const host = new TestHost();
  host.veth("A", "C");
  for (const name of ["A", "C", "lo"]) host.up(name);
  host.ok({ kind: "nexthopAdd", netns, mode: "add", nexthop: swallows });
  return host;
}

test.each(Object.entries(ADD))("%s goes again", (_, add) => {
  expectUndone(withSwallowing(), add, tables);
});

test.each(Object.entries(DELETE))("%s comes back", (what, gone) => {
  const host = withSwallowing();
  host.ok(ADD[what] as Operation);
  expectUndone(host, gone, tables);
});
