import { expect, it } from "vitest";
import type { LinkId } from "./id.ts";
import { LinkTable } from "./link-table.ts";

it("holds what was set last for each link, however far apart their ids are", () => {
  const table = new LinkTable<{ n: number }>();
  const id = (n: number): LinkId => n as LinkId;
  table.set(id(5000), { n: 1 });
  table.set(id(2), { n: 2 });
  table.set(id(2), { n: 3 });
  expect([...table]).toEqual([
    [2, { n: 3 }],
    [5000, { n: 1 }],
  ]);
  const copy = table.map(({ n }, link) => ({ n: n + link }));
  table.delete(id(2));
  table.delete(id(9999));
  expect(table.has(id(2))).toBe(false);
  expect(table.get(id(5001))).toBeUndefined();
  expect(copy.get(id(2))).toEqual({ n: 5 });
});
