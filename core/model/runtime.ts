/**
 * Runtime: what the kernel learned or counted. Plain mutable tables, cheap to clone at a command boundary.
 *
 * Neighbor and FDB tables hold what was learned and what was told alike: in the kernel they are one table, and whether
 * an entry ages is a matter of its state.
 */

import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { FdbEntry, Neighbor } from "./neighbor.ts";
import type { Route } from "./route.ts";
import { TimerQueue } from "./timer.ts";

export interface Counters {
  rxBytes: number;
  rxPackets: number;
  rxErrors: number;
  rxDropped: number;
  rxMulticast: number;
  txBytes: number;
  txPackets: number;
  txErrors: number;
  txDropped: number;
  txCarrier: number;
  collisions: number;
}

/**
 * What routers said about one destination (struct fib_nh_exception): it hangs on the route it was learned over and goes
 * with it. `ip route get` shows it behind `cache`.
 */
export interface RouteException {
  /** Undefined: nothing was said about it. */
  readonly mtu: number | undefined;
  readonly gateway: IpAddress | undefined;
  readonly route: Route | undefined;
  readonly link: LinkId;
  readonly expiresMicros: number;
}

export interface Runtime {
  /** Simulated time in microseconds since the world began. */
  nowMicros: number;
  /** State of the generator that MAC addresses, ids and jitter come from. */
  seed: number;
  readonly neighbors: Map<LinkId, Map<IpAddress, Neighbor>>;
  /** Per bridge, by MAC and, where VLANs are filtered, `MAC vlan`. */
  readonly fdb: Map<LinkId, Map<Mac | string, FdbEntry>>;
  readonly counters: Map<LinkId, Counters>;
  readonly timers: TimerQueue;
  readonly exceptions: Map<NetnsId, Map<IpAddress, RouteException>>;
}

export function newRuntime(seed: number): Runtime {
  return {
    nowMicros: 0,
    seed,
    neighbors: new Map(),
    fdb: new Map(),
    counters: new Map(),
    timers: new TimerQueue(),
    exceptions: new Map(),
  };
}

/** A number from 0 up to, not including, `bound`, from the world's seed (mulberry32). */
export function nextRandom(runtime: Runtime, bound: number): number {
  runtime.seed = (runtime.seed + 0x6d2b79f5) >>> 0;
  let t = runtime.seed;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 0x100000000) * bound);
}

/** A copy that may go its own way: for trying out what would happen. */
export function cloneRuntime(runtime: Runtime): Runtime {
  const entries = <K, E extends object>(table: ReadonlyMap<K, E>): Map<K, E> =>
    new Map([...table].map(([key, entry]) => [key, { ...entry }]));
  return {
    nowMicros: runtime.nowMicros,
    seed: runtime.seed,
    neighbors: new Map([...runtime.neighbors].map(([link, table]) => [link, entries(table)])),
    fdb: new Map([...runtime.fdb].map(([bridge, table]) => [bridge, entries(table)])),
    counters: entries(runtime.counters),
    timers: runtime.timers.clone(),
    exceptions: new Map([...runtime.exceptions].map(([netns, table]) => [netns, new Map(table)])),
  };
}
