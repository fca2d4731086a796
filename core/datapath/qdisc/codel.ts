/**
 * Controlled delay (include/net/codel_impl.h; RFC 8289): what has waited above a target for a whole interval is lost or
 * marked, the sooner the longer that goes on. `codel` itself (net/sched/sch_codel.c) is one queue of it.
 *
 * Same as Linux: when packets are lost or marked, what is counted. Simplified: the root of the count is exact, where the
 * kernel comes near it step by step.
 */
import { type Codel, codelMicrosOf } from "../../model/qdisc.ts";
import type { Frame } from "../../wire/frame.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";

/** A packet and when it came, in units of 1024 nanoseconds. */
export interface Waiting {
  readonly item: Queued;
  readonly time: number;
}

/** struct codel_vars: what is remembered between packets. Times are in units of 1024 nanoseconds. */
export interface CodelVars {
  count: number;
  lastCount: number;
  dropping: boolean;
  firstAboveTime: number;
  dropNext: number;
  delay: number;
}

export function newCodelVars(): CodelVars {
  return { count: 0, lastCount: 0, dropping: false, firstAboveTime: 0, dropNext: 0, delay: 0 };
}

/** What whoever has the queue does for it. */
export interface CodelQueue {
  take(): Waiting | undefined;
  lose(item: Queued): void;
  /** Bytes that wait. */
  backlog(): number;
  /** One was looked at. */
  seen(length: number): void;
  /** One was marked: because it was about to be lost, or by the threshold. */
  markedInstead(): void;
  markedLate(): void;
}

export type CodelParams = Pick<Codel, "targetTime" | "intervalTime" | "ecn" | "thresholdTime">;

export const unitsOf = (micros: number): number => (micros * 1000) / 1024;

/** INET_ECN_set_ce: the frame with congestion marked; undefined where its ends do not speak of that (RFC 3168). */
export function congested(frame: Frame): Frame | undefined {
  const { payload } = frame;
  if (payload.kind === "ipv4" && (payload.tos & 3) !== 0)
    return { ...frame, payload: { ...payload, tos: payload.tos | 3 } };
  if (payload.kind === "ipv6" && (payload.trafficClass & 3) !== 0)
    return { ...frame, payload: { ...payload, trafficClass: payload.trafficClass | 3 } };
  return undefined;
}

/** codel_should_drop: it has been above the target for a whole interval. */
function isLate(
  vars: CodelVars,
  params: CodelParams,
  queue: CodelQueue,
  mtu: number,
  waiting: Waiting | undefined,
  now: number,
): boolean {
  if (!waiting) {
    vars.firstAboveTime = 0;
    return false;
  }
  vars.delay = now - waiting.time;
  queue.seen(waiting.item.length);
  if (vars.delay < params.targetTime || queue.backlog() <= mtu) {
    vars.firstAboveTime = 0;
    return false;
  }
  if (vars.firstAboveTime === 0) {
    vars.firstAboveTime = now + params.intervalTime;
    return false;
  }
  return now > vars.firstAboveTime;
}

/** codel_dequeue: the next packet that may go. */
export function codelDequeue(
  vars: CodelVars,
  params: CodelParams,
  queue: CodelQueue,
  mtu: number,
  now: number,
): Queued | undefined {
  const next = (at: number) => at + params.intervalTime / Math.sqrt(vars.count);
  const late = (waiting: Waiting | undefined) => isLate(vars, params, queue, mtu, waiting, now);
  const marked = ({ item }: Waiting): Queued | undefined => {
    const frame = params.ecn ? congested(item.frame) : undefined;
    if (frame) queue.markedInstead();
    return frame && { ...item, frame };
  };
  let waiting = queue.take();
  if (!waiting) {
    vars.dropping = false;
    vars.firstAboveTime = 0;
    return undefined;
  }
  const drop = late(waiting);
  if (vars.dropping) {
    if (!drop) vars.dropping = false;
    while (vars.dropping && waiting && now >= vars.dropNext) {
      vars.count++;
      const kept = marked(waiting);
      if (kept) {
        vars.dropNext = next(vars.dropNext);
        return checked(vars, params, queue, kept);
      }
      queue.lose(waiting.item);
      waiting = queue.take();
      if (!late(waiting)) vars.dropping = false;
      else vars.dropNext = next(vars.dropNext);
    }
  } else if (drop) {
    const kept = marked(waiting);
    if (kept) waiting = { ...waiting, item: kept };
    else {
      queue.lose(waiting.item);
      waiting = queue.take();
      late(waiting);
    }
    vars.dropping = true;
    // One that was dropping not long ago goes on about where it was.
    const delta = vars.count - vars.lastCount;
    vars.count = delta > 1 && now - vars.dropNext < 16 * params.intervalTime ? delta : 1;
    vars.lastCount = vars.count;
    vars.dropNext = next(now);
  }
  return waiting && checked(vars, params, queue, waiting.item);
}

/** What has waited for longer than `ce_threshold` is marked, whether or not others are lost. */
function checked(vars: CodelVars, { thresholdTime }: CodelParams, queue: CodelQueue, item: Queued): Queued {
  if (thresholdTime === undefined || vars.delay <= thresholdTime) return item;
  const frame = congested(item.frame);
  if (!frame) return item;
  queue.markedLate();
  return { ...item, frame };
}

export class CodelDiscipline extends Discipline {
  readonly #options: Codel;
  readonly #mtu: number;
  readonly #vars = newCodelVars();
  readonly #waiting: Waiting[] = [];
  readonly #queue: CodelQueue;

  constructor(handle: number, options: Codel, mtu: number) {
    super(handle);
    this.#options = options;
    this.#mtu = Math.min(mtu, 1 << 20);
    const own = { maxPacket: 0, dropOverlimit: 0, ecnMark: 0, ceMark: 0 };
    const codel = { ...own, count: 0, lastCount: 0, delayMicros: 0, dropping: false, dropNextMicros: 0 };
    this.stats.codel = codel;
    this.#queue = {
      take: () => {
        const waiting = this.#waiting.shift();
        if (waiting) this.stats.backlogBytes -= waiting.item.length;
        return waiting;
      },
      lose: ({ length }) => {
        this.stats.drops++;
        this.stats.backlogPackets--;
        this.reduce(1, length);
      },
      backlog: () => this.stats.backlogBytes,
      seen: (length) => {
        codel.maxPacket = Math.max(codel.maxPacket, length);
      },
      markedInstead: () => void codel.ecnMark++,
      markedLate: () => void codel.ceMark++,
    };
  }

  /** TCQ_F_CAN_BYPASS. */
  override bypass({ length }: Queued): boolean {
    if (this.stats.backlogPackets > 0 || this.#options.limit === 0) return false;
    this.stats.bytes += length;
    this.stats.packets++;
    return true;
  }

  enqueue(item: Queued, nowMicros: number): Fate {
    if (this.stats.backlogPackets >= this.#options.limit) {
      if (this.stats.codel) this.stats.codel.dropOverlimit++;
      this.stats.drops++;
      return "refused";
    }
    this.#waiting.push({ item, time: unitsOf(nowMicros) });
    this.arrived(item);
    return "taken";
  }

  dequeue(nowMicros: number): Queued | undefined {
    const item = codelDequeue(this.#vars, this.#options, this.#queue, this.#mtu, unitsOf(nowMicros));
    const { count, lastCount, dropping, dropNext, delay } = this.#vars;
    if (this.stats.codel)
      Object.assign(this.stats.codel, {
        ...{ count, lastCount, dropping, delayMicros: codelMicrosOf(delay) },
        dropNextMicros: dropping ? codelMicrosOf(dropNext) : 0,
      });
    if (!item) return undefined;
    this.stats.backlogPackets--;
    this.stats.bytes += item.length;
    this.stats.packets++;
    return item;
  }

  get nextMicros(): number | undefined {
    return this.#waiting.length > 0 ? 0 : undefined;
  }
}
