import { expect, test } from "vitest";
import { isAnyTunnel } from "../../model/tunnel6.ts";
import type { World } from "../../model/world.ts";
import type { Operation } from "../operation.ts";
import { TestHost } from "../testing.ts";
import { expectUndone } from "../undo-testing.ts";

const SELF = { by: "self" } as const;
const ENDS = { local: "10.0.0.1", remote: "10.0.0.2" };
const ENDS6 = { local: "2001:db8::1", remote: "2001:db8::2" };

function start(): TestHost {
  const host = new TestHost();
  const add = (operation: Operation) => expect(host.apply(operation)).toMatchObject({ ok: true });
  add({ kind: "linkAdd", netns: SELF, link: { name: "i" }, info: { type: "ipip", settings: { ...ENDS, ttl: 9 } } });
  add({
    kind: "linkAdd",
    netns: SELF,
    link: { name: "g", mtu: 1300 },
    info: { type: "gre", settings: { ...ENDS, ikey: 7, okey: 8, oseq: 1, dev: "lo", pmtudisc: 0, "ignore-df": 1 } },
  });
  add({ kind: "tunnelAdd", netns: SELF, spec: { name: "s", mode: "sit", settings: { ...ENDS, mode: 41 } } });
  add({
    kind: "linkAdd",
    netns: SELF,
    link: { name: "j", mtu: 1300 },
    info: { type: "ip6gre", settings: { ...ENDS6, ikey: 7, ocsum: 1, encaplimit: -1, tclass: -1, dev: "lo" } },
  });
  add({ kind: "tunnelAdd", netns: SELF, spec: { name: "k", mode: "ip6tnl", settings: { ...ENDS6, hoplimit: 9 } } });
  return host;
}

/** What a tunnel began with and where it stands among others are not brought back. */
function shown(world: World): unknown {
  const tunnels = Object.values(world.config.links).flatMap(({ name, kind, mtu, flags }) =>
    isAnyTunnel(kind) ? [{ name, mtu, flags, kind: { ...kind, over: undefined } }] : [],
  );
  return tunnels.sort((a, b) => (a.name < b.name ? -1 : 1));
}

test.each<[string, Operation]>([
  ["a tunnel that goes", { kind: "linkDelete", netns: SELF, device: "g" }],
  ["a tunnel that goes by ioctl", { kind: "tunnelDelete", netns: SELF, spec: { name: "s", settings: {} } }],
  [
    "settings",
    { kind: "linkSet", netns: SELF, device: "g", changes: {}, info: { type: "gre", settings: { ikey: -1, oseq: 0 } } },
  ],
  [
    "the other end",
    { kind: "tunnelChange", netns: SELF, over: true, spec: { name: "i", settings: { remote: "10.0.0.3", ttl: 1 } } },
  ],
  ["a tunnel over IPv6 that goes", { kind: "linkDelete", netns: SELF, device: "j" }],
  [
    "settings of one over IPv6",
    {
      kind: "linkSet",
      netns: SELF,
      device: "j",
      changes: {},
      info: { type: "ip6gre", settings: { ikey: -1, oseq: 1 } },
    },
  ],
  [
    "the other end over IPv6",
    {
      kind: "tunnelChange",
      netns: SELF,
      over: true,
      spec: { name: "k", mode: "ip6tnl", settings: { remote: "fd00::1" } },
    },
  ],
  ["a name", { kind: "linkSet", netns: SELF, device: "k", changes: { name: "l" } }],
  ["a new one", { kind: "tunnelAdd", netns: SELF, spec: { mode: "gre", settings: { remote: "10.0.0.9", mode: 47 } } }],
])("%s is undone", (_, operation) => {
  expectUndone(start(), operation, shown);
});
