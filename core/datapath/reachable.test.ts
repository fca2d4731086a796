import { expect, test } from "vitest";
import { parseIpv4 } from "../address/ipv4.ts";
import type { NetnsId } from "../model/id.ts";
import { World } from "../model/world.ts";
import { apply, createHost } from "../operation/apply.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Operation } from "../operation/operation.ts";
import { isReachable } from "./reachable.ts";

const address = (text: string) => {
  const parsed = parseIpv4(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

/** Two hosts' worth of address on the two ends of one cable, the far end in a namespace of its own. */
function lab() {
  const world = new World();
  const host = createHost(world, "host");
  const perform = (netns: NetnsId, operation: Operation, found?: NetnsId): void => {
    const result = apply(world, { netns, netAdmin: true, findNetns: () => found }, operation);
    if (!result.ok) throw new Error(`${operation.kind}: ${result.error.errno}`);
  };
  perform(host, { kind: "netnsCreate", host: "host" });
  const guest = Math.max(...Object.values(world.config.netns).map((netns) => netns.id)) as NetnsId;
  perform(
    host,
    {
      kind: "linkAdd",
      netns: SELF,
      link: { name: "a", up: true },
      info: { type: "veth", peer: { name: "b", netns: { by: "name", name: "guest" } } },
    },
    guest,
  );
  perform(guest, { kind: "linkSet", netns: SELF, device: "b", changes: { up: true } });
  const number = (netns: NetnsId, device: string, text: string): void =>
    perform(netns, {
      kind: "addressAdd",
      netns: SELF,
      mode: "add",
      address: { device, local: { address: address(text), length: 24 } },
    });
  number(host, "a", "10.0.0.1");
  number(guest, "b", "10.0.0.2");
  return { world, host, guest, perform };
}

test("a ping that would be answered", () => {
  const { world, host, guest } = lab();
  expect(isReachable(world.config, world.runtime, host, address("10.0.0.2"))).toBe(true);
  expect(isReachable(world.config, world.runtime, guest, address("10.0.0.1"))).toBe(true);
});

test("nobody there, no route, cable off", () => {
  const { world, host, guest, perform } = lab();
  expect(isReachable(world.config, world.runtime, host, address("10.0.0.3"))).toBe(false);
  expect(isReachable(world.config, world.runtime, host, address("192.0.2.1"))).toBe(false);
  perform(guest, { kind: "linkSet", netns: SELF, device: "b", changes: { up: false } });
  expect(isReachable(world.config, world.runtime, host, address("10.0.0.2"))).toBe(false);
});

test("asking leaves no trace", () => {
  const { world, host } = lab();
  const before = world.config;
  const { nowMicros, seed } = world.runtime;
  const timers = world.runtime.timers.size;
  isReachable(world.config, world.runtime, host, address("10.0.0.2"));
  expect(world.config).toBe(before);
  expect(world.runtime.nowMicros).toBe(nowMicros);
  expect(world.runtime.seed).toBe(seed);
  expect(world.runtime.timers.size).toBe(timers);
  expect(
    [...world.runtime.neighbors].flatMap(([, table]) => [...table.values()]).filter((entry) => entry.state !== "NOARP"),
  ).toEqual([]);
});
