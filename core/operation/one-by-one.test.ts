import { expect, test } from "vitest";
import { BOND_OPTIONS } from "../model/bond.ts";
import { BRIDGE_SETTINGS, PORT_SETTINGS } from "./bridge-settings.ts";
import type { KindSettings } from "./link.ts";
import { takeOneByOne } from "./one-by-one.ts";
import { DONE, refuse } from "./transaction.ts";

/** The settings of a kind that are kept where `bad` is refused. */
function kept(type: string, given: KindSettings, bad: string): readonly string[] {
  let taken: readonly string[] = [];
  const done = takeOneByOne(type, given, (settings, dry) => {
    if (bad in settings) return refuse("EINVAL");
    if (!dry) taken = Object.keys(settings);
    return DONE;
  });
  expect(done).toMatchObject({ ok: false, error: { errno: "EINVAL" } });
  return taken;
}

test.each([
  ["bridge", BRIDGE_SETTINGS.map(({ word }) => word)],
  ["bridge_slave", PORT_SETTINGS.map(({ word }) => word)],
  ["bond", BOND_OPTIONS.map(({ word }) => word)],
])("each option of a %s has its place, before those that nobody knows", (type, words) => {
  for (const word of words) expect(kept(type, { unknown: 1, [word]: 1 }, "unknown")).toEqual([word]);
});

test("what comes behind the one that is refused is not taken, however it was asked for", () => {
  expect(kept("bridge", { priority: 1, hello_time: 1, forward_delay: 1, max_age: 1 }, "max_age")).toEqual([
    "forward_delay",
    "hello_time",
  ]);
  expect(kept("vlan", { id: 1, protocol: 1 }, "protocol")).toEqual([]);
});
