/** How long a bridge remembers what it learned (hold_time, has_expired of net/bridge/br_fdb.c). */
import type { LinkKind } from "./link.ts";
import type { FdbEntry } from "./neighbor.ts";

const CENTISECOND_MICROS = 10_000;

/** hold_time, in microseconds. */
export function ageingMicros(kind: LinkKind): number {
  return kind.type === "bridge" ? (kind.holdNow ?? kind.settings.ageingTime) * CENTISECOND_MICROS : 0;
}

/** has_expired: nobody heard of it for too long; the next cleanup takes it away. */
export function hasExpired(kind: LinkKind, entry: FdbEntry, nowMicros: number): boolean {
  return (
    entry.state === "learned" && entry.externLearn !== true && entry.updatedMicros + ageingMicros(kind) <= nowMicros
  );
}

/** msecs_to_jiffies(10): rounds are no closer than that. */
export const LEAST_ROUND_MICROS = 12_000;

/** When the next round is, in microseconds; undefined for a bridge that has never been up. */
export function nextCleanup(kind: LinkKind, nowMicros: number): number | undefined {
  if (kind.type !== "bridge" || kind.cleanupMicros === undefined) return undefined;
  const since = nowMicros - kind.cleanupMicros;
  if (since <= 0) return kind.cleanupMicros;
  const period = Math.max(ageingMicros(kind), LEAST_ROUND_MICROS);
  return kind.cleanupMicros + Math.ceil(since / period) * period;
}
