import { expect, test } from "vitest";
import type { Ipv4 } from "../../address/ipv4.ts";
import { cloneRuntime } from "../../model/runtime.ts";
import { World } from "../../model/world.ts";
import { apply } from "../apply.ts";
import { invert } from "../invert.ts";
import type { Operation } from "../operation.ts";
import { TestHost } from "../testing.ts";
import { expectUndone } from "../undo-testing.ts";

/** A pair with a VLAN interface and a macvlan interface on one end, and one more on the VLAN. */
function start(): TestHost {
  const host = new TestHost();
  const netns = host.self;
  const add = (operation: Operation) => expect(host.apply(operation)).toMatchObject({ ok: true });
  add({ kind: "linkAdd", netns, link: { name: "A" }, info: { type: "veth", peer: { name: "B" } } });
  const on = (link: string, name: string, info: Extract<Operation, { kind: "linkAdd" }>["info"]) =>
    add({ kind: "linkAdd", netns, link: { name, link }, info });
  on("A", "A.5", { type: "vlan", settings: { id: 5, loose_binding: 1 } });
  on("A", "mv", { type: "macvlan", settings: { mode: 4 } });
  on("A.5", "A.5.6", { type: "vlan", settings: { id: 6, protocol: 0x88a8 } });
  return host;
}

function shown(world: World): unknown {
  const { links } = world.config;
  return Object.values(links)
    .map(({ name, kind, mac, mtu }) => {
      const lower = "lower" in kind ? links[kind.lower]?.name : undefined;
      return { name, mac, mtu, kind: { ...kind, lower, peer: undefined } };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

test.each<[string, Operation]>([
  ["the link below", { kind: "linkDelete", netns: { by: "self" }, device: "B" }],
  ["one link", { kind: "linkDelete", netns: { by: "self" }, device: "A.5" }],
  [
    "a setting",
    {
      kind: "linkSet",
      netns: { by: "self" },
      device: "mv",
      changes: {},
      info: { type: "macvlan", settings: { mode: 1 } },
    },
  ],
])("what stands on others comes back: %s", (_, operation) => {
  expectUndone(start(), operation, shown);
});

test("a VRF comes back with its ports and their routes", () => {
  const host = new TestHost();
  const netns = host.self;
  const add = (operation: Operation) => expect(host.apply(operation)).toMatchObject({ ok: true });
  add({ kind: "linkAdd", netns, link: { name: "A" }, info: { type: "dummy" } });
  add({ kind: "linkAdd", netns, link: { name: "red", up: true }, info: { type: "vrf", settings: { table: 10 } } });
  add({ kind: "linkSet", netns, device: "A", changes: { up: true, master: "red" } });
  const local = { address: 0x0a000001 as Ipv4, length: 24 };
  add({ kind: "addressAdd", netns, mode: "add", address: { device: "A", local } });
  const tables = (world: World) => [...(world.config.netns[host.id]?.routes4 ?? [])].map(({ table }) => table);
  const before = tables(host.world);
  expect(before).toContain(10);
  const operation: Operation = { kind: "linkDelete", netns, device: "red" };
  const inverses = invert(host.world, host.caller, operation);
  const world = new World(host.config, cloneRuntime(host.world.runtime));
  expect(apply(world, host.caller, operation)).toMatchObject({ ok: true });
  expect(tables(world)).not.toContain(10);
  for (const inverse of inverses) expect(apply(world, host.caller, inverse)).toMatchObject({ ok: true });
  expect(tables(world)).toEqual(before);
  expect(world.config.netns[host.id]?.rules4).toHaveLength(4);
});
