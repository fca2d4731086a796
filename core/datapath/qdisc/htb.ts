/**
 * Hierarchical token buckets (net/sched/sch_htb.c): each class may send what is its own, and borrows from the class above up
 * to what it may have at most.
 *
 * Same as Linux: modes of classes, who lends whom, priorities, turns by quantum, what is counted.
 * Simplified: a class that was passed over is looked at again with every packet, not from a wait queue.
 */
import { type ClassStats, type Htb, type HtbClass, htbLevel, newQdiscStats } from "../../model/qdisc.ts";
import { Discipline, type Fate, type Queued } from "./discipline.ts";
import { FifoDiscipline } from "./fifo.ts";

/** Finds the class of a frame: a minor number, undefined for none, `lost` for what a filter drops or takes away. */
export type Classify = (item: Queued, nowMicros: number) => number | "lost" | undefined;

const TICK_NANOS = 64;
const MAX_BACK_NANOS = 60e9;

type Mode = "send" | "borrow" | "wait";

class Bucket {
  readonly options: HtbClass;
  readonly level: number;
  readonly stats: ClassStats;
  parent: Bucket | undefined;
  /** Of a leaf. */
  queue: Discipline | undefined;
  tokens: number;
  ceilTokens: number;
  checkedNanos: number;
  mode: Mode = "send";
  deficit = 0;

  constructor(options: HtbClass, level: number, nowNanos: number, before: ClassStats | undefined) {
    this.options = options;
    this.level = level;
    this.tokens = options.bufferTicks * TICK_NANOS;
    this.ceilTokens = options.ceilBufferTicks * TICK_NANOS;
    this.checkedNanos = nowNanos;
    this.stats = before ?? { ...newQdiscStats(), lends: 0, borrows: 0, tokens: 0, ceilTokens: 0 };
    this.#tell();
  }

  /** htb_class_mode; time that passed since is counted in. */
  modeAt(nowNanos: number): Mode {
    const passed = Math.min(nowNanos - this.checkedNanos, MAX_BACK_NANOS);
    if (this.ceilTokens + passed < 0) return "wait";
    return this.tokens + passed >= 0 ? "send" : "borrow";
  }

  /** When it may send by itself, and when it may send at all. */
  get ownNanos(): number {
    return this.checkedNanos - Math.min(this.tokens, 0);
  }
  get anyNanos(): number {
    return this.checkedNanos - Math.min(this.ceilTokens, 0);
  }

  #cost(length: number, rate: number): number {
    return Math.floor(((Math.max(length, this.options.leastPacket) + this.options.overhead) * 1e9) / rate);
  }

  /** htb_accnt_tokens, htb_accnt_ctokens. */
  charge(length: number, nowNanos: number, own: boolean): void {
    const { rate, ceil, bufferTicks, ceilBufferTicks } = this.options;
    const passed = Math.min(nowNanos - this.checkedNanos, MAX_BACK_NANOS);
    if (own) {
      const tokens = Math.min(passed + this.tokens, bufferTicks * TICK_NANOS) - this.#cost(length, rate);
      this.tokens = tokens <= -MAX_BACK_NANOS ? 1 - MAX_BACK_NANOS : tokens;
    } else this.tokens += passed;
    const tokens = Math.min(passed + this.ceilTokens, ceilBufferTicks * TICK_NANOS) - this.#cost(length, ceil);
    this.ceilTokens = tokens <= -MAX_BACK_NANOS ? 1 - MAX_BACK_NANOS : tokens;
    this.checkedNanos = nowNanos;
    this.#tell();
  }

  #tell(): void {
    this.stats.tokens = Math.trunc(this.tokens / TICK_NANOS);
    this.stats.ceilTokens = Math.trunc(this.ceilTokens / TICK_NANOS);
  }
}

export class HtbDiscipline extends Discipline {
  readonly #options: Htb;
  readonly #classify: Classify;
  readonly #classes = new Map<number, Bucket>();
  readonly #direct: FifoDiscipline;
  /** Leaves with something to send, in turn. */
  #active: Bucket[] = [];

  constructor(
    handle: number,
    options: Htb,
    classify: Classify,
    below: (minor: number) => Discipline,
    nowMicros: number,
    before: ReadonlyMap<number, ClassStats> | undefined,
  ) {
    super(handle);
    this.#options = options;
    this.#classify = classify;
    this.#direct = new FifoDiscipline(0, options.directLimit, false);
    for (const each of options.classes) {
      const level = htbLevel(options, each);
      const bucket = new Bucket(each, level, nowMicros * 1000, before?.get(each.minor));
      if (level === 0) {
        bucket.queue = below(each.minor);
        bucket.queue.above = this;
      }
      this.#classes.set(each.minor, bucket);
    }
    for (const bucket of this.#classes.values())
      if (bucket.options.parent !== undefined) bucket.parent = this.#classes.get(bucket.options.parent);
    this.stats.direct = 0;
    this.stats.classes = new Map([...this.#classes].map(([minor, { stats }]) => [minor, stats]));
  }

  protected override reducedBelow(child: Discipline, packets: number, bytes: number): void {
    for (const { queue, stats } of this.#classes.values()) {
      if (queue !== child) continue;
      stats.backlogPackets -= packets;
      stats.backlogBytes -= bytes;
    }
    super.reducedBelow(child, packets, bytes);
  }

  /** htb_classify and htb_enqueue. */
  enqueue(item: Queued, nowMicros: number): Fate {
    const minor = this.#classify(item, nowMicros);
    if (minor === "lost") {
      this.stats.drops++;
      return "lost";
    }
    const chosen = minor === undefined ? undefined : this.#classes.get(minor);
    const leaf = chosen?.level === 0 ? chosen : this.#classes.get(this.#options.defaultClass);
    if (minor === 0 || !leaf?.queue || leaf.level > 0) {
      if (this.#direct.enqueue(item) === "refused") {
        this.stats.drops++;
        return "refused";
      }
      this.stats.direct = (this.stats.direct ?? 0) + 1;
      this.arrived(item);
      return "taken";
    }
    const fate = leaf.queue.enqueue(item, nowMicros);
    if (fate !== "taken") {
      this.stats.drops++;
      leaf.stats.drops++;
      return fate;
    }
    leaf.stats.backlogBytes += item.length;
    leaf.stats.backlogPackets++;
    this.arrived(item);
    if (!this.#active.includes(leaf)) {
      leaf.deficit = 0;
      this.#active.push(leaf);
    }
    return "taken";
  }

  dequeue(nowMicros: number): Queued | undefined {
    const direct = this.#direct.dequeue();
    if (direct) {
      this.left(direct);
      return direct;
    }
    const now = nowMicros * 1000;
    // Whoever sends what is its own goes before whoever borrows from far above; then by priority, then in turn.
    for (let tries = 0; tries < 2 * this.#active.length + 8; tries++) {
      let best: { readonly leaf: Bucket; readonly level: number } | undefined;
      for (const leaf of this.#active) {
        const level = this.#lender(leaf, now);
        if (level === undefined) continue;
        if (!best || level < best.level || (level === best.level && leaf.options.priority < best.leaf.options.priority))
          best = { leaf, level };
      }
      if (!best) return undefined;
      const { leaf, level } = best;
      const item = leaf.queue?.dequeue(nowMicros);
      if (!item) {
        // Nothing, or nothing yet: another may go meanwhile.
        if (leaf.queue?.nextMicros !== undefined) return undefined;
        this.#active = this.#active.filter((other) => other !== leaf);
        continue;
      }
      leaf.deficit -= item.length;
      if (leaf.deficit < 0) {
        leaf.deficit += leaf.options.quantum;
        this.#active = [...this.#active.filter((other) => other !== leaf), leaf];
      }
      if (leaf.queue?.nextMicros === undefined) this.#active = this.#active.filter((other) => other !== leaf);
      leaf.stats.backlogBytes -= item.length;
      leaf.stats.backlogPackets--;
      this.#charge(leaf, level, item.length, now);
      this.left(item);
      return item;
    }
    return undefined;
  }

  /** The level of the class whose tokens a leaf may use now. */
  #lender(leaf: Bucket, now: number): number | undefined {
    for (let at: Bucket | undefined = leaf; at; at = at.parent) {
      const mode = at.modeAt(now);
      if (mode === "wait") return undefined;
      if (mode === "send") return at.level;
    }
    return undefined;
  }

  /** htb_charge_class. */
  #charge(leaf: Bucket, level: number, length: number, now: number): void {
    for (let at: Bucket | undefined = leaf; at; at = at.parent) {
      if (at.level >= level) {
        if (at.level === level) at.stats.lends++;
      } else at.stats.borrows++;
      at.charge(length, now, at.level >= level);
      const mode = at.modeAt(now);
      if (mode !== at.mode && mode === "wait") {
        at.stats.overlimits++;
        this.stats.overlimits++;
      }
      at.mode = mode;
      at.stats.bytes += length;
      at.stats.packets++;
    }
  }

  get nextMicros(): number | undefined {
    if (this.#direct.nextMicros !== undefined) return 0;
    let first: number | undefined;
    for (const leaf of this.#active) {
      // As soon as it may send at all and somebody has tokens for it.
      let own = Number.POSITIVE_INFINITY;
      let any = 0;
      for (let at: Bucket | undefined = leaf; at; at = at.parent) {
        any = Math.max(any, at.anyNanos);
        own = Math.min(own, Math.max(at.ownNanos, any));
      }
      const due = Math.max(Math.ceil(own / 1000), leaf.queue?.nextMicros ?? 0);
      if (first === undefined || due < first) first = due;
    }
    return first;
  }
}
