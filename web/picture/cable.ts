/** The course of a cable between two cards. */
import type { Box } from "./layout.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The `d` of a path. Between cards of different height it leaves the upper one below and reaches the lower one from
 * above; within a host (`over`) it goes straight to the card beside or over the top of others; otherwise, between panels
 * side by side, it hangs below their feet.
 */
export function cablePath(a: Box, b: Box, over: boolean): string {
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
  const [upper, lower, ux, lx] = a.y + a.height <= b.y + b.height ? [a, b, ax, bx] : [b, a, bx, ax];
  const start = upper.y + upper.height;
  const forward = upper === a;
  if (lower.y > start + 8) {
    const bend = (lower.y - start) * 0.55;
    return forward
      ? `M${ux} ${start}C${ux} ${start + bend} ${lx} ${lower.y - bend} ${lx} ${lower.y}`
      : `M${lx} ${lower.y}C${lx} ${lower.y - bend} ${ux} ${start + bend} ${ux} ${start}`;
  }
  const sag = 30;
  return `M${ax} ${a.y + a.height}C${ax} ${a.y + a.height + sag} ${bx} ${b.y + b.height + sag} ${bx} ${b.y + b.height}`;
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
