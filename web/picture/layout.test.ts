import fc from "fast-check";
import { expect, test } from "vitest";
import { parseIpv4 } from "../../core/address/ipv4.ts";
import type { NetnsId } from "../../core/model/id.ts";
import { World } from "../../core/model/world.ts";
import { apply, createHost } from "../../core/operation/apply.ts";
import { SELF } from "../../core/operation/netns-ref.ts";
import type { Operation } from "../../core/operation/operation.ts";
import { type Box, layOut, type PictureLayout, shorten } from "./layout.ts";
import { type Scene, type SceneSource, sceneOf } from "./scene.ts";

/** A host with a bridge, `containers` wired to it as the walkthrough does, and `loose` veth pairs lying about. */
function sourceOf(containers: number, loose: number): SceneSource {
  const world = new World();
  const host = createHost(world, "host");
  const made: NetnsId[] = [];
  const perform = (netns: NetnsId, operation: Operation): void => {
    const result = apply(
      world,
      { netns, netAdmin: true, findNetns: (ref) => (ref.by === "pid" ? made[ref.pid] : netns) },
      operation,
    );
    if (!result.ok) throw new Error(`${operation.kind}: ${result.error.errno}`);
  };
  const address = (netns: NetnsId, device: string, text: string): void => {
    const local = parseIpv4(text);
    if (local === undefined) throw new Error(text);
    perform(netns, {
      kind: "addressAdd",
      netns: SELF,
      mode: "add",
      address: { device, local: { address: local, length: 16 } },
    });
  };
  perform(host, {
    kind: "linkAdd",
    netns: SELF,
    link: { name: "docker0", up: true },
    info: { type: "bridge", settings: {} },
  });
  address(host, "docker0", "172.17.42.1");
  for (let index = 0; index < containers; index++) {
    perform(host, { kind: "netnsCreate", host: "host" });
    made.push(Math.max(...Object.values(world.config.netns).map(({ id }) => id)) as NetnsId);
    perform(host, {
      kind: "linkAdd",
      netns: SELF,
      link: { name: `veth${index}`, up: true, master: "docker0" },
      info: { type: "veth", peer: { name: "eth0", netns: { by: "pid", pid: index } } },
    });
    perform(made[index] as NetnsId, { kind: "linkSet", netns: SELF, device: "eth0", changes: { up: true } });
    address(made[index] as NetnsId, "eth0", `172.17.0.${index + 2}`);
  }
  for (let index = 0; index < loose; index++) {
    perform(host, {
      kind: "linkAdd",
      netns: SELF,
      link: { name: `A${index}` },
      info: { type: "veth", peer: { name: `B${index}` } },
    });
  }
  return {
    config: world.config,
    containers: made.map((netns, index) => ({
      id: `63f36fc01b${index}0${"0".repeat(52)}`,
      name: `quirky_bell${index}`,
      pid: 2778 + index,
      running: true,
      netns,
    })),
    netnsNames: new Map<string, number | undefined>([
      ["2778", made[0]],
      ["gone", undefined],
    ]),
  };
}

const place = (scene: Scene, width: number, showRoutes = true): PictureLayout =>
  layOut(scene, { width, showRoutes, subtitle: (panel) => panel.containerName ?? "network namespace" });

function inside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - 0.01 &&
    inner.y >= outer.y - 0.01 &&
    inner.x + inner.width <= outer.x + outer.width + 0.01 &&
    inner.y + inner.height <= outer.y + outer.height + 0.01
  );
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width - 0.01 &&
    b.x < a.x + a.width - 0.01 &&
    a.y < b.y + b.height - 0.01 &&
    b.y < a.y + a.height - 0.01
  );
}

test("a wired container: panel, card, port and cable", () => {
  const scene = sceneOf(sourceOf(1, 0));
  expect(scene.panels.map(({ kind, title }) => [kind, title])).toEqual([
    ["container", "63f36fc01b00"],
    ["host", "host"],
  ]);
  const [guest, host] = scene.panels;
  expect(guest?.names).toEqual(["2778"]);
  expect(guest?.routes).toEqual(["172.17.0.0/16 dev eth0"]);
  expect(guest?.groups).toMatchObject([
    {
      kind: "single",
      card: { name: "eth0", state: "UP", addresses: [{ text: "172.17.0.2/16" }, { family: "inet6" }] },
    },
  ]);
  expect(host?.groups).toMatchObject([{ kind: "bridge", bridge: { name: "docker0" }, ports: [{ name: "veth0" }] }]);
  expect(scene.cables).toHaveLength(1);
  expect(scene.dangling).toEqual(["gone"]);
});

test("a bridge without ports; both ends of a fresh cable stand together, down", () => {
  const [host] = sceneOf(sourceOf(0, 1)).panels;
  expect(host?.groups).toMatchObject([
    { kind: "bridge", ports: [] },
    {
      kind: "pair",
      ends: [
        { name: "A0", state: "DOWN" },
        { name: "B0", state: "DOWN" },
      ],
    },
  ]);
});

test("whatever the world and the room, nothing overlaps and nothing sticks out", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 300, max: 1400 }),
      fc.boolean(),
      (containers, loose, width, showRoutes) => {
        const layout = place(sceneOf(sourceOf(containers, loose)), width, showRoutes);
        const picture: Box = { x: 0, y: 0, width: layout.width, height: layout.height };
        expect(layout.width).toBeLessThanOrEqual(width);
        layout.panels.forEach((panel, index) => {
          expect(inside(panel, picture)).toBe(true);
          for (const other of layout.panels.slice(index + 1)) expect(overlap(panel, other)).toBe(false);
          panel.cards.forEach((card, at) => {
            expect(inside(card, panel)).toBe(true);
            for (const other of panel.cards.slice(at + 1)) expect(overlap(card, other)).toBe(false);
          });
        });
        for (const chip of layout.dangling) {
          expect(inside(chip, layout.panels.at(-1) ?? picture)).toBe(true);
          for (const card of layout.panels.at(-1)?.cards ?? []) expect(overlap(chip, card)).toBe(false);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("the same scene in the same room is the same picture", () => {
  expect(place(sceneOf(sourceOf(2, 1)), 700)).toEqual(place(sceneOf(sourceOf(2, 1)), 700));
});

test.each([
  ["172.17.42.99/16", 400, "172.17.42.99/16"],
  ["fe80::42:acff:fe11:2a63/64", 100, "fe80::…1:2a63/64"],
])("%s in %i pixels is %s", (text, room, expected) => {
  const short = shorten(text, room);
  expect(short.length).toBeLessThanOrEqual(Math.max(text.length, 1));
  if (text === expected) expect(short).toBe(expected);
  else expect(short).toMatch(/^fe80.*….*\/64$/);
});
