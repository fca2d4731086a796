import { expect, test } from "vitest";
import type { Ipv6 } from "../address/ipv6.ts";
import type { World } from "../model/world.ts";
import { addressLabelsOf } from "./address-label-change.ts";
import type { Operation } from "./operation.ts";
import { TestHost } from "./testing.ts";
import { expectUndone } from "./undo-testing.ts";

const netns = { by: "self" } as const;
const prefix = { address: "2001:db8::" as Ipv6, length: 32 };

function start(): TestHost {
  const host = new TestHost();
  const add = (operation: Operation) => expect(host.apply(operation)).toMatchObject({ ok: true });
  add({ kind: "addressLabelAdd", netns, prefix, label: 9 });
  add({ kind: "addressLabelAdd", netns, prefix, device: "lo", label: 10 });
  return host;
}

const shown = (world: World): unknown => Object.values(world.config.netns).map(addressLabelsOf);

test.each<[string, Operation]>([
  ["one more", { kind: "addressLabelAdd", netns, prefix: { ...prefix, length: 33 }, label: 4 }],
  ["one less", { kind: "addressLabelDelete", netns, prefix, device: "lo", label: 0 }],
  ["none", { kind: "addressLabelFlush", netns }],
])("labels are brought back after %s", (_, operation) => {
  expectUndone(start(), operation, shown);
});
