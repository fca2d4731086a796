/** The course of a cable between two cards. */
import type { Box } from "./layout.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Cables that share a gap between panels lie beside each other in so many lanes. */
export const LANES = 3;
const LANE_WIDTH = 4;

export interface Surroundings {
  /** The cable stays in a host's panel, where it goes over the top of cards. */
  readonly over: boolean;
  /** Panels that the cable goes round when they lie in its way. */
  readonly obstacles: readonly Box[];
  /** From 0 to LANES - 1. */
  readonly lane: number;
}

/**
 * The `d` of a path. Between cards of different height it leaves the upper one below and reaches the lower one from
 * above, through the gaps between panels that lie in between; within a host it goes straight to the card beside or over
 * the top of others; otherwise, between panels side by side, it hangs below their feet.
 */
export function cablePath(a: Box, b: Box, { over, obstacles, lane }: Surroundings): string {
  const ax = a.x + a.width / 2;
  const bx = b.x + b.width / 2;
  if (over && Math.abs(a.y - b.y) < 1 && Math.abs(ax - bx) - (a.width + b.width) / 2 < 60) {
    // Side by side: straight across.
    const y = a.y + Math.min(a.height, b.height) / 2;
    return ax < bx ? `M${a.x + a.width} ${y}H${b.x}` : `M${a.x} ${y}H${b.x + b.width}`;
  }
  if (over) {
    const rise = 24 + Math.abs(a.y - b.y) / 2;
    return `M${ax} ${a.y}C${ax} ${a.y - rise} ${bx} ${b.y - rise} ${bx} ${b.y}`;
  }
  const forward = a.y + a.height <= b.y + b.height;
  const [upper, lower, ux, lx] = forward ? [a, b, ax, bx] : [b, a, bx, ax];
  const start = upper.y + upper.height;
  if (lower.y > start + 8) {
    const points = [{ x: ux, y: start }, ...wayThrough(ux, start, lower.y, obstacles, lane), { x: lx, y: lower.y }];
    return curve(forward ? points : points.reverse());
  }
  const sag = 30;
  return `M${ax} ${a.y + a.height}C${ax} ${a.y + a.height + sag} ${bx} ${b.y + b.height + sag} ${bx} ${b.y + b.height}`;
}

/** Points at which the cable enters and leaves each row of panels on its way down, in a gap of that row. */
function wayThrough(x: number, top: number, bottom: number, obstacles: readonly Box[], lane: number): Point[] {
  const rows = new Map<number, Box[]>();
  for (const box of obstacles) {
    if (box.y < top || box.y + box.height > bottom) continue;
    const foot = Math.round(box.y + box.height);
    rows.set(foot, [...(rows.get(foot) ?? []), box]);
  }
  const points: Point[] = [];
  let at = x;
  for (const [foot, boxes] of [...rows].sort(([a], [b]) => a - b)) {
    const sorted = boxes.sort((a, b) => a.x - b.x);
    const gaps = sorted.map((box, index) => {
      const right = box.x + box.width;
      const next = sorted[index + 1];
      return next ? (right + next.x) / 2 : right + 7;
    });
    const from = at;
    at = gaps.reduce((best, gap) => (Math.abs(gap - from) < Math.abs(best - from) ? gap : best));
    const inLane = at + (lane - (LANES - 1) / 2) * LANE_WIDTH;
    points.push({ x: inLane, y: Math.min(...sorted.map((box) => box.y)) }, { x: inLane, y: foot });
  }
  return points;
}

/** Leaves and reaches each point vertically. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let d = `M${first.x} ${first.y}`;
  let from = first;
  for (const to of rest) {
    const bend = (to.y - from.y) * 0.55;
    d += from.x === to.x ? `V${to.y}` : `C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
    from = to;
  }
  return d;
}

/** Where a packet is, `share` of the way from `start` over the cable (if any) to `end`. */
export function pointAlong(
  path: SVGPathElement | undefined,
  forward: boolean,
  start: Point,
  end: Point,
  share: number,
): Point {
  if (!path) return { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };
  const length = path.getTotalLength();
  return path.getPointAtLength(length * (forward ? share : 1 - share));
}
