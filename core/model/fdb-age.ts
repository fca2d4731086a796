/** How long a bridge remembers what it learned (hold_time, has_expired of net/bridge/br_fdb.c). */
import type { LinkKind } from "./link.ts";
import type { FdbEntry } from "./neighbor.ts";

const CENTISECOND_MICROS = 10_000;

/** hold_time, in microseconds. */
export function ageingMicros(kind: LinkKind): number {
  return kind.type === "bridge" ? (kind.ageingNow ?? kind.settings.ageingTime) * CENTISECOND_MICROS : 0;
}

/** has_expired: nobody heard of it for too long; the next cleanup takes it away. */
export function hasExpired(kind: LinkKind, entry: FdbEntry, nowMicros: number): boolean {
  return (
    entry.state === "learned" && entry.externLearn !== true && entry.updatedMicros + ageingMicros(kind) <= nowMicros
  );
}
