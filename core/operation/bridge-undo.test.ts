import { expect, test } from "vitest";
import { type Mac, parseMac } from "../address/mac.ts";
import { DEFAULT_BRIDGE, NO_VLANS, vlanState } from "../model/bridge.ts";
import type { World } from "../model/world.ts";
import { SELF } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";
import { TestHost } from "./testing.ts";
import { expectUndone } from "./undo-testing.ts";

const mac = parseMac("02:00:00:00:00:99") as Mac;
const other = parseMac("02:00:00:00:00:98") as Mac;
const netns = SELF;

function start(): TestHost {
  const host = new TestHost();
  const add = (operation: Operation) => expect(host.apply(operation)).toMatchObject({ ok: true });
  add({ kind: "linkAdd", netns, link: { name: "br0" }, info: { type: "bridge", settings: { vlanFiltering: true } } });
  add({ kind: "linkAdd", netns, link: { name: "A" }, info: { type: "veth", peer: { name: "B" } } });
  add({ kind: "linkSet", netns, device: "A", changes: { master: "br0", up: true } });
  add({ kind: "linkSet", netns, device: "B", changes: { up: true } });
  add({ kind: "linkSet", netns, device: "br0", changes: { up: true } });
  add({
    kind: "vlanChange",
    netns,
    verb: "add",
    device: "A",
    vid: 7,
    pvid: false,
    untagged: true,
    self: false,
    master: true,
  });
  add({ kind: "fdbChange", netns, verb: "add", device: "A", mac, target: "master", state: "static", vlan: 7 });
  add({
    kind: "mdbChange",
    netns,
    verb: "add",
    bridge: "br0",
    port: "A",
    group: "239.1.1.1",
    permanent: true,
    vlan: 7,
  });
  return host;
}

function shown(world: World): unknown {
  const entries = [...world.runtime.fdb.values()].flatMap((table) => [...table.values()]);
  return {
    ports: Object.values(world.config.links).map(({ port, kind }) => {
      const { pvid, entries } = port?.vlans ?? (kind.type === "bridge" ? kind.vlans : undefined) ?? NO_VLANS;
      const vlans = Object.values(entries).map((entry) => [entry.untagged, vlanState(entry), entry.mcastRouter ?? 1]);
      const options = kind.type === "bridge" ? Object.entries(kind.vlanOptions ?? {}) : [];
      return [pvid, vlans, options.filter(([, each]) => JSON.stringify(each) !== JSON.stringify(DEFAULT_BRIDGE))];
    }),
    entries: entries
      .filter(({ user }) => user)
      .map(({ mac: of, vlan, state }) => `${of} ${vlan} ${state}`)
      .sort(),
    groups: [...world.runtime.mdb.values()].flatMap((table) => [...table.keys()]).sort(),
    own: Object.values(world.config.links).map(({ listened }) => (listened ?? []).map((told) => told.mac)),
  };
}

test.each<[string, Operation]>([
  ["states of VLANs", { kind: "vlanSet", netns, device: "A", vid: 7, state: 4, mcastRouter: 2 }],
  ["options of VLANs", { kind: "vlanGlobalSet", netns, device: "br0", vid: 7, settings: { mcast_querier: 1 } }],
  ["an entry", { kind: "fdbChange", netns, verb: "add", device: "A", mac: other, target: "master", state: "static" }],
  [
    "another state",
    { kind: "fdbChange", netns, verb: "replace", device: "A", mac, target: "master", state: "permanent" },
  ],
  ["no entry", { kind: "fdbChange", netns, verb: "delete", device: "A", mac, target: "master", state: "permanent" }],
  ["a flush", { kind: "fdbFlush", netns, device: "br0", flags: {} }],
  ["an own address", { kind: "fdbChange", netns, verb: "add", device: "B", mac, target: "self", state: "permanent" }],
  ["a group", { kind: "mdbChange", netns, verb: "add", bridge: "br0", port: "A", group: "ff0e::1", permanent: true }],
  [
    "no group",
    {
      kind: "mdbChange",
      netns,
      verb: "delete",
      bridge: "br0",
      port: "A",
      group: "239.1.1.1",
      permanent: true,
      vlan: 7,
    },
  ],
  [
    "VLANs",
    {
      kind: "vlanChange",
      netns,
      verb: "add",
      device: "A",
      vid: 20,
      vidEnd: 22,
      pvid: false,
      untagged: false,
      self: false,
      master: true,
    },
  ],
])("what was entered into a bridge comes back: %s", (_, operation) => {
  expectUndone(start(), operation, shown);
});
