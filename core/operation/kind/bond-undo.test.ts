import { expect, test } from "vitest";
import type { World } from "../../model/world.ts";
import { invert } from "../invert.ts";
import type { Operation } from "../operation.ts";
import { TestHost } from "../testing.ts";
import { expectUndone } from "../undo-testing.ts";

const netns = { by: "self" } as const;

/** Two pairs, one end of each in a bond. */
function start(): TestHost {
  const host = new TestHost();
  const take = (operation: Operation) => expect(host.apply(operation)).toMatchObject({ ok: true });
  for (const [name, peer] of [
    ["A", "B"],
    ["C", "D"],
  ] as const)
    take({ kind: "linkAdd", netns, link: { name }, info: { type: "veth", peer: { name: peer, up: false } } });
  take({ kind: "linkAdd", netns, link: { name: "bond0" }, info: { type: "bond", settings: { mode: 1, miimon: 100 } } });
  for (const device of ["A", "C"]) take({ kind: "linkSet", netns, device, changes: { master: "bond0" } });
  take({ kind: "linkSet", netns, device: "bond0", changes: { mtu: 1400, up: true } });
  return host;
}

function shown(world: World): unknown {
  const { links } = world.config;
  const name = (id: unknown) => links[id as never]?.["name"];
  return Object.values(links)
    .map(({ name: own, mac, mtu, flags, master, kind }) => {
      const bond = kind.type === "bond" ? { params: kind.params, slaves: kind.slaves.map(name).sort() } : undefined;
      return { own, mac, mtu, flags, master: name(master), bond };
    })
    .sort((a, b) => (a.own < b.own ? -1 : 1));
}

test.each<[string, Operation]>([
  ["a slave leaves", { kind: "linkSet", netns, device: "C", changes: { master: null } }],
  ["the MTU of all", { kind: "linkSet", netns, device: "bond0", changes: { mtu: 1300 } }],
  [
    "options",
    {
      kind: "linkSet",
      netns,
      device: "bond0",
      changes: {},
      info: { type: "bond", settings: { miimon: 50, updelay: 150, xmit_hash_policy: 2 } },
    },
  ],
  ["down", { kind: "linkSet", netns, device: "bond0", changes: { up: false } }],
])("a bond is led back: %s", (_, operation) => {
  expectUndone(start(), operation, shown);
});

test("a bond that ended is made again, with its slaves", () => {
  const host = start();
  const operation: Operation = { kind: "linkDelete", netns, device: "bond0" };
  const inverses = invert(host.world, host.caller, operation);
  expect(host.apply(operation)).toMatchObject({ ok: true });
  for (const inverse of inverses) expect(host.apply(inverse)).toMatchObject({ ok: true });
  const links = Object.values(host.config.links);
  const bond = links.find(({ name }) => name === "bond0");
  expect(bond).toMatchObject({ mtu: 1400, kind: { params: { mode: 1, miimon: 100 } } });
  expect(links.filter(({ master }) => master === bond?.id).map(({ name }) => name)).toEqual(["A", "C"]);
});
