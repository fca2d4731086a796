import { expect, test } from "vitest";
import { cablePath, LANES } from "./cable.ts";
import type { Box } from "./layout.ts";

const box = (x: number, y: number, width = 180, height = 150): Box => ({ x, y, width, height });

/** Points along a path made of M, V and C with absolute coordinates. */
function pointsOf(d: string): { readonly x: number; readonly y: number }[] {
  const points: { x: number; y: number }[] = [];
  let at = { x: 0, y: 0 };
  for (const [, letter, rest = ""] of d.matchAll(/([MVC])([^MVC]*)/g)) {
    const [a = 0, b = 0, c = 0, e = 0, f = 0, g = 0] = rest.trim().split(/[ ,]+/).map(Number);
    const from = at;
    const at1 = (share: number, p: number, q: number, r: number, s: number): number =>
      (1 - share) ** 3 * p + 3 * (1 - share) ** 2 * share * q + 3 * (1 - share) * share ** 2 * r + share ** 3 * s;
    for (let step = 0; step <= 20; step++) {
      const share = step / 20;
      if (letter === "M") at = { x: a, y: b };
      else if (letter === "V") at = { x: from.x, y: from.y + (a - from.y) * share };
      else at = { x: at1(share, from.x, a, c, f), y: at1(share, from.y, b, e, g) };
      points.push(at);
    }
  }
  return points;
}

const inside = ({ x, y, width, height }: Box, point: { readonly x: number; readonly y: number }): boolean =>
  point.x > x + 1 && point.x < x + width - 1 && point.y > y + 1 && point.y < y + height - 1;

const port = box(60, 600, 90, 30);

test.each([
  ["two panels below", [box(4, 180), box(198, 180)]],
  ["one panel below, as wide as the row", [box(4, 180, 374)]],
  ["two rows below", [box(4, 180), box(198, 180), box(4, 360), box(198, 360)]],
] as const)("a cable goes round %s, down and up alike, in each lane", (_, obstacles) => {
  for (let lane = 0; lane < LANES; lane++) {
    for (const card of [box(17, 100, 110, 50), box(210, 100, 110, 50)]) {
      for (const [a, b] of [
        [card, port],
        [port, card],
      ] as const) {
        const points = pointsOf(cablePath(a, b, { over: false, obstacles, lane }));
        for (const obstacle of obstacles) expect(points.filter((point) => inside(obstacle, point))).toEqual([]);
        expect(points[0]?.y).toBe(a === card ? 150 : 600);
        expect(points.at(-1)?.y).toBeCloseTo(a === card ? 600 : 150);
      }
    }
  }
});

test("without anything in its way it is one curve", () => {
  const d = cablePath(box(17, 100, 110, 50), port, { over: false, obstacles: [box(198, 20)], lane: 1 });
  expect(d.match(/C/g)).toHaveLength(1);
});
