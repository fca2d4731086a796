/** What every operation that can be undone is asked in tests. */
import { expect } from "vitest";
import { cloneRuntime } from "../model/runtime.ts";
import { World } from "../model/world.ts";
import { apply } from "./apply.ts";
import { invert } from "./invert.ts";
import type { Operation } from "./operation.ts";
import type { TestHost } from "./testing.ts";

/** The operation changes what is `shown` of a world, and its inverses bring that back. */
export function expectUndone(host: TestHost, operation: Operation, shown: (world: World) => unknown): void {
  const before = shown(host.world);
  const inverses = invert(host.world, host.caller, operation);
  const world = new World(host.config, cloneRuntime(host.world.runtime));
  expect(apply(world, host.caller, operation)).toMatchObject({ ok: true });
  expect(shown(world)).not.toEqual(before);
  for (const inverse of inverses) expect(apply(world, host.caller, inverse)).toMatchObject({ ok: true });
  expect(shown(world)).toEqual(before);
}
