import { expect, test } from "vitest";
import type { World } from "../model/world.ts";
import type { FilterSpec, U32Request } from "./filter.ts";
import { TestHost } from "./testing.ts";
import { expectUndone } from "./undo-testing.ts";

const SELF = { by: "self" } as const;
const ROOT: FilterSpec = { device: "A", hook: { major: 1, minor: 0 }, preference: 5, protocol: 0x0800 };
const FIRST = { major: 1, minor: 1 };
const KEY = { value: 1, mask: 1, offset: 0 };

function shown(world: World): unknown {
  return Object.values(world.config.links).map(({ filters }) =>
    filters?.map(({ id: _, actions: __, ...rest }) => rest).sort((a, b) => a.handle - b.handle),
  );
}

/** A table of 16 buckets, a node in its bucket 15, and one that leads there. */
function tables(): TestHost {
  const host = new TestHost();
  host.veth("A", "B");
  const options = { kind: "prio", bands: 3, priomap: Array.from({ length: 16 }, () => 0) } as const;
  host.ok({ kind: "qdiscAdd", netns: SELF, mode: "add", qdisc: { device: "A", parent: "root", handle: 1 }, options });
  const add = (filter: Partial<FilterSpec>, match: U32Request, classId?: typeof FIRST) =>
    host.ok({
      ...{ kind: "filterAdd", netns: SELF, mode: "add", filter: { ...ROOT, ...filter }, match, actions: [] },
      ...(classId && { classId }),
    });
  add({ table: 2, handle: 0 }, { kind: "u32", keys: [], divisor: 16 });
  add({}, { kind: "u32", keys: [KEY], place: { table: 2, bucket: 15 } }, FIRST);
  add({}, { kind: "u32", keys: [KEY], link: { table: 2, hashMask: 0xff, hashOffset: 12 } });
  return host;
}

test("tables, their nodes and what leads to them are made again", () => {
  expectUndone(tables(), { kind: "filterDelete", netns: SELF, filter: ROOT }, shown);
});

test("a node that led to a table leads there again", () => {
  const filter = { ...ROOT, table: 0x800, handle: 0x800 };
  expectUndone(tables(), { kind: "filterDelete", netns: SELF, filter, type: "u32" }, shown);
});

test("a table that is led to stays", () => {
  const filter = { ...ROOT, table: 2 };
  expect(tables().apply({ kind: "filterDelete", netns: SELF, filter, type: "u32" })).toMatchObject({ ok: false });
});
