/** What holds for every operation: an error changes nothing, and the way back leads back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatIp } from "../address/prefix.ts";
import type { Config } from "../model/config.ts";
import { type Link, linkFlags } from "../model/link.ts";
import type { Route } from "../model/route.ts";
import { cloneRuntime } from "../model/runtime.ts";
import { World } from "../model/world.ts";
import { apply } from "./apply.ts";
import { invert } from "./invert.ts";
import type { NetnsRef } from "./netns-ref.ts";
import { SELF } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";
import { describeRoute, prefix, routeAdd, type TestHost, testHost } from "./testing.ts";

const device = fc.constantFrom("A", "B", "C", "D", "br0", "br1", "lo", "nope");
const netns = fc.constantFrom<NetnsRef>(SELF, { by: "name", name: "c1" });
const local = fc.constantFrom(
  "10.0.0.1/24",
  "10.0.0.2/24",
  "10.0.0.3/24",
  "10.1.0.1/16",
  "2001:db8::1/64",
  "192.0.2.1/32",
);
const destination = fc.constantFrom("default", "10.9.0.0/16", "10.0.0.0/8", "192.0.2.0/24");
const via = fc.constantFrom<{ via?: string; device?: string }>(
  { via: "10.0.0.254" },
  { via: "10.1.0.9", device: "A" },
  { device: "A" },
  { device: "C" },
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant("linkAdd" as const),
    netns,
    link: fc.record({ name: device }),
    info: fc.oneof(
      device.map((name) => ({ type: "veth" as const, peer: { name } })),
      fc.constant({ type: "bridge" as const, settings: {} }),
      fc.constant({ type: "dummy" as const }),
    ),
  }),
  fc.record({ kind: fc.constant("linkDelete" as const), netns, device }),
  fc.record({
    kind: fc.constant("linkSet" as const),
    netns,
    device,
    changes: fc.oneof<fc.Arbitrary<Extract<Operation, { kind: "linkSet" }>["changes"]>[]>(
      fc.constantFrom(
        { up: true },
        { up: true },
        { up: false },
        { master: "br0" },
        { master: "br1" },
        { master: null },
        { mtu: 1400 },
        { mtu: 20 },
        { name: "A" },
        { name: "Z" },
        { arp: false },
        { alias: "x" },
        { netns: { by: "name", name: "c1" } as const },
        { netns: SELF },
        { mtu: 1400, up: true, master: "br0" },
        { mtu: 1300, master: "nope" },
      ),
    ),
  }),
  fc
    .record({ netns, device, local, remove: fc.boolean() })
    .map(
      ({ remove, ...a }): Operation =>
        remove
          ? { kind: "addressDelete", netns: a.netns, address: { device: a.device, local: prefix(a.local) } }
          : { kind: "addressAdd", mode: "add", netns: a.netns, address: { device: a.device, local: prefix(a.local) } },
    ),
  fc
    .record({
      netns,
      destination,
      via,
      mode: fc.constantFrom("add" as const, "append" as const, "replace" as const, "change" as const),
      remove: fc.boolean(),
    })
    .map(({ remove, ...r }): Operation => {
      const add = { ...routeAdd(r.destination, r.via, { mode: r.mode }), netns: r.netns };
      return remove ? { kind: "routeDelete", netns: r.netns, route: add.route } : add;
    }),
  fc.record({
    kind: fc.constant("bridgePortAdd" as const),
    netns,
    bridge: fc.constantFrom("br0", "br1", "A"),
    device,
  }),
  fc.record({
    kind: fc.constant("sysctlSet" as const),
    netns,
    path: fc.constantFrom("net/ipv4/ip_forward", "net/ipv4/conf/A/rp_filter", "net/ipv6/conf/A/forwarding"),
    value: fc.constantFrom("0", "1", "x"),
  }),
);

function start(): TestHost {
  const host = testHost();
  host.addNetns("c1");
  host.veth("A", "B");
  host.veth("C", "D");
  host.bridge("br0");
  return host;
}

/** A bridge has a carrier of its own until its first port comes, and nothing brings that back. */
function hasOwnCarrier(config: Config, link: Link): boolean {
  return link.kind.type === "bridge" && !Object.values(config.links).some(({ master }) => master === link.id);
}

/** Leaves out of a route what depends on such a carrier. */
function withoutOwnCarrier(config: Config, route: Route): Route {
  const nextHops = route.nextHops.map((hop) => {
    const link = hop.link === undefined ? undefined : config.links[hop.link];
    return link && hasOwnCarrier(config, link) ? { ...hop, linkDown: false } : hop;
  });
  return { ...route, nextHops };
}

/** All that a user can see of a configuration, without identities, indexes, and what only time brings. */
function describe(config: Config): unknown {
  return Object.values(config.netns).map((ns) => ({
    links: ns.byIndex.ids
      .map((id) => config.links[id])
      .filter((link) => link !== undefined)
      .map((link) => ({
        name: link.name,
        ...(hasOwnCarrier(config, link)
          ? { flags: link.flags, state: "" }
          : { flags: linkFlags(config, link).join(), state: link.operState }),
        mtu: link.mtu,
        alias: link.alias,
        mac: link.kind.type === "bridge" ? "" : link.mac,
        master: link.master === undefined ? "" : config.links[link.master]?.name,
        port: link.port?.state,
        // A new name numbers the labels of all addresses but the first (inetdev_changename), and the old name as well.
        inet: link.inet
          .map((a) => `${formatIp(a.local)}/${a.prefixLength} ${a.label.replace(/:\d+$/, "")} ${a.scope}`)
          .sort(),
        inet6: link.inet6.map((a) => `${a.local}/${a.prefixLength}`).sort(),
        conf4: { rp_filter: 0, forwarding: 0, ...link.conf4 },
        forwarding6: link.conf6["forwarding"] ?? 0,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    routes: [...ns.routes4, ...ns.routes6]
      .filter((route) => route.type === "unicast")
      .map((route) => describeRoute(config, withoutOwnCarrier(config, route)))
      .sort(),
  }));
}

/** What an error may leave behind: numbers that were given out, and the table that a refused route was for. */
function withoutCounters(config: Config): unknown {
  const netns = Object.values(config.netns).map((ns) => ({ ...ns, lastIfindex: 0, tables4: {}, tables6: {} }));
  return { links: config.links, netns };
}

/** do_setlink keeps what it had changed before it refused the rest. */
function keepsPart(op: Operation): boolean {
  return op.kind === "linkSet" && Object.keys(op.changes).length > 1;
}

test("an error leaves the configuration as it was", () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 25 }), (operations) => {
      const host = start();
      for (const op of operations) {
        const before = host.config;
        if (!host.apply(op).ok && !keepsPart(op)) expect(withoutCounters(host.config)).toEqual(withoutCounters(before));
      }
    }),
    { numRuns: 150 },
  );
});

test("a list of routes is always in the order of a dump, and names only links that are there", () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 40 }), (operations) => {
      const host = start();
      for (const op of operations) host.apply(op);
      const { config } = host;
      for (const ns of Object.values(config.netns)) {
        for (const route of [...ns.routes4, ...ns.routes6])
          for (const hop of route.nextHops)
            if (hop.link !== undefined) expect(config.links[hop.link]?.netns).toBe(ns.id);
        for (const [name, id] of ns.names) expect(config.links[id]).toMatchObject({ name, netns: ns.id });
        for (const id of ns.byIndex.ids) expect(ns.byIndex.get(config.links[id]?.ifindex ?? 0)).toBe(id);
      }
      for (const link of Object.values(config.links)) {
        if (link.kind.type === "veth")
          expect(config.links[link.kind.peer]?.kind).toEqual({ type: "veth", peer: link.id });
        if (link.master !== undefined) expect(config.links[link.master]?.netns).toBe(link.netns);
        expect(link.promiscuity).toBe(link.port ? 1 : 0);
      }
    }),
    { numRuns: 150 },
  );
});

test("an operation and its inverse leave what a user sees as it was", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 20 }), operation, (operations, op) => {
      const host = start();
      for (const one of operations) host.apply(one);
      // A veth end whose peer lives where the operation does not say cannot be made again.
      const crossing = Object.values(host.config.links).some(
        (link) => link.kind.type === "veth" && host.config.links[link.kind.peer]?.netns !== link.netns,
      );
      fc.pre(!(crossing && op.kind === "linkDelete"));
      const before = describe(host.config);
      const inverses = invert(host.world, host.caller, op);
      const world = new World(host.config, cloneRuntime(host.world.runtime));
      const applied = apply(world, host.caller, op);
      if (!applied.ok && !keepsPart(op)) expect(inverses).toEqual([]);
      for (const inverse of inverses) expect(apply(world, host.caller, inverse)).toMatchObject({ ok: true });
      expect(describe(world.config)).toEqual(before);
    }),
    { numRuns: 300 },
  );
});
