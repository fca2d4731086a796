/** What waits in a queueing discipline, and what every kind of them does with it (struct Qdisc_ops of include/net/sch_generic.h). */
import { newQdiscStats, type QdiscStats } from "../../model/qdisc.ts";
import type { Frame } from "../../wire/frame.ts";

/** A frame in a queue. */
export interface Queued {
  /** As filters of disciplines left it. */
  frame: Frame;
  readonly packet: number;
  /** Bytes, as it came, the Ethernet header among them (qdisc_pkt_len). */
  readonly length: number;
}

/**
 * What a discipline does with a frame it is given: it is `taken`; `refused`, which whoever sends is told (NET_XMIT_DROP); or
 * `lost`, which nobody learns (NET_XMIT_CN, __NET_XMIT_BYPASS).
 */
export type Fate = "taken" | "refused" | "lost";

export abstract class Discipline {
  readonly handle: number;
  stats: QdiscStats = newQdiscStats();
  /** What this one hangs below. */
  above: Discipline | undefined;

  constructor(handle: number) {
    this.handle = handle;
  }

  abstract enqueue(item: Queued, nowMicros: number): Fate;

  /** The next frame that may be sent now. */
  abstract dequeue(nowMicros: number): Queued | undefined;

  /** Whether a frame goes past it, because nothing waits; counted then. */
  bypass(_item: Queued): boolean {
    return false;
  }

  /** When `dequeue` is worth another try; undefined while nothing waits. */
  abstract get nextMicros(): number | undefined;

  /** qdisc_peek_dequeued: what was taken from it to be looked at is still in its queue; and qdisc_dequeue_peeked. */
  peeked({ length }: Queued): void {
    this.stats.backlogBytes += length;
    this.stats.backlogPackets++;
  }
  released({ length }: Queued): void {
    this.stats.backlogBytes -= length;
    this.stats.backlogPackets--;
  }

  /** qdisc_tree_reduce_backlog: what had been taken in is lost on its way out, which all above learn. */
  protected reduce(packets: number, bytes: number): void {
    this.above?.reducedBelow(this, packets, bytes);
  }

  protected reducedBelow(_child: Discipline, packets: number, bytes: number): void {
    this.stats.drops += packets;
    this.stats.backlogPackets -= packets;
    this.stats.backlogBytes -= bytes;
    this.reduce(packets, bytes);
  }

  protected arrived({ length }: Queued): void {
    this.stats.backlogBytes += length;
    this.stats.backlogPackets++;
  }

  protected left({ length }: Queued): void {
    this.stats.backlogBytes -= length;
    this.stats.backlogPackets--;
    this.stats.bytes += length;
    this.stats.packets++;
  }
}
