import { expect, test } from "vitest";
import type { LinkId } from "./id.ts";
import { LinkIndex } from "./link-index.ts";

const id = (number: number) => number as LinkId;

test("links come in the order of their numbers, whatever the order they were put in", () => {
  const index = new LinkIndex();
  const numbers = [7, 1, 500, 3, 40, 2, 9, 1000, 8, 4, 6, 5];
  for (const number of numbers) index.set(number, id(number * 10));
  expect(index.ids).toEqual(numbers.toSorted((a, b) => a - b).map((number) => id(number * 10)));
  for (const number of numbers) expect(index.get(number)).toBe(id(number * 10));
  expect(index.get(10)).toBeUndefined();
  expect(index.has(1001)).toBe(false);
});

test("a number is taken over, given back, and free again", () => {
  const index = new LinkIndex();
  for (const number of [1, 2, 3]) index.set(number, id(number));
  index.set(2, id(20));
  expect(index.ids).toEqual([1, 20, 3]);
  index.delete(2);
  index.delete(4);
  expect(index.ids).toEqual([1, 3]);
  expect(index.has(2)).toBe(false);
  index.set(2, id(2));
  expect(index.ids).toEqual([1, 2, 3]);
});

test("a copy goes its own way", () => {
  const index = new LinkIndex();
  index.set(1, id(1));
  const copy = index.copy();
  copy.set(2, id(2));
  index.delete(1);
  expect(index.ids).toEqual([]);
  expect(copy.ids).toEqual([1, 2]);
});
