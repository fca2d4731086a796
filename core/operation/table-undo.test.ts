import { expect, test } from "vitest";
import { parseIp } from "../address/prefix.ts";
import type { World } from "../model/world.ts";
import type { AddressSpec } from "./address.ts";
import { TestHost } from "./testing.ts";
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
