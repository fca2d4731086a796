import { expect, test } from "vitest";
import { parseIpv6 } from "../address/ipv6.ts";
import type { NetnsId } from "../model/id.ts";
import { readCounters } from "../model/runtime.ts";
import { World } from "../model/world.ts";
import { apply, createHost } from "../operation/apply.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Operation } from "../operation/operation.ts";
import { Network } from "./network.ts";

/** Wires many containers to a bridge while time passes; some ports and far ends are out of the ordinary. */
function wire(count: number, trace: boolean) {
  const world = new World();
  const host = createHost(world, "host");
  const spaces: NetnsId[] = [];
  const net = new Network(world);
  if (trace) net.listen(() => {});
  const act = (netns: NetnsId, op: Operation): void => {
    const findNetns = (ref: { readonly by: string; readonly pid?: number }) =>
      ref.by === "pid" ? spaces[ref.pid ?? 0] : netns;
    const done = apply(world, { netns, netAdmin: true, findNetns }, op);
    if (!done.ok) throw new Error(`${op.kind}: ${done.error.errno}`);
    net.advance(world.runtime.nowMicros + 10_000);
  };
  const set = (netns: NetnsId, device: string, changes: Extract<Operation, { kind: "linkSet" }>["changes"]) =>
    act(netns, { kind: "linkSet", netns: SELF, device, changes });
  act(host, { kind: "bridgeAdd", netns: SELF, bridge: "br0" });
  set(host, "br0", { up: true });
  for (let i = 0; i < count; i++) {
    spaces.push(createHost(world, "host"));
    const netns = spaces[i] as NetnsId;
    const info = { type: "veth", peer: { name: `e${i}` } } as const;
    act(host, { kind: "linkAdd", netns: SELF, link: { name: `v${i}` }, info });
    act(host, { kind: "bridgePortAdd", netns: SELF, bridge: "br0", device: `v${i}` });
    set(host, `v${i}`, { up: true });
    set(host, `e${i}`, { netns: { by: "pid", pid: i } });
    set(netns, `e${i}`, { up: true });
    const address = parseIpv6(`fd00::${(i + 1).toString(16)}`);
    if (address === undefined) throw new Error("address");
    const local = { address, length: 64 };
    act(netns, { kind: "addressAdd", netns: SELF, mode: "add", address: { device: `e${i}`, local } });
    if (i % 7 === 3) act(host, { kind: "bridgePortSet", netns: SELF, device: `v${i}`, settings: { isolated: 1 } });
    if (i % 11 === 5) act(host, { kind: "bridgePortSet", netns: SELF, device: `v${i}`, settings: { mcast_flood: 0 } });
    if (i % 13 === 7) set(spaces[i - 3] as NetnsId, `e${i - 3}`, { up: false });
    if (i % 17 === 9) act(host, { kind: "bridgePortDelete", netns: SELF, bridge: "br0", device: `v${i - 5}` });
    if (i % 19 === 9) act(host, { kind: "linkDelete", netns: SELF, device: `v${i - 7}` });
  }
  const middle = counts();
  net.advance(world.runtime.nowMicros + 30_000_000);
  function counts() {
    return Object.values(world.config.links).map((link) => [link.name, link.id, readCounters(world.runtime, link.id)]);
  }
  return {
    middle,
    end: counts(),
    now: net.nowMicros,
    next: net.nextMicros,
    fdb: world.runtime.fdb,
    config: world.config,
  };
}

test("ports that are counted together count as ports that are sent to one by one", () => {
  const together = wire(60, false);
  const oneByOne = wire(60, true);
  expect(together.middle).toEqual(oneByOne.middle);
  expect(together.end).toEqual(oneByOne.end);
  expect(together.fdb).toEqual(oneByOne.fdb);
  expect(together.next).toBe(oneByOne.next);
  expect(together.config).toEqual(oneByOne.config);
});
