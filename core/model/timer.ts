/**
 * Timers are data: what is due, when, and for whom. Operations and the datapath put them into the runtime; the datapath
 * acts on them. A timer whose subject is gone, or whose entry has changed since, does nothing.
 */

import type { Ipv6 } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { LinkId, SocketId } from "./id.ts";

export type TimerEvent =
  /** Duplicate address detection of RFC 4862 section 5.4: the probe after a random delay, then the verdict a second later. */
  | { readonly kind: "dad"; readonly link: LinkId; readonly address: Ipv6; readonly step: "probe" | "done" }
  | { readonly kind: "neighbor"; readonly link: LinkId; readonly address: IpAddress }
  | { readonly kind: "addressLifetime"; readonly link: LinkId; readonly address: IpAddress }
  | { readonly kind: "routerSolicitation"; readonly link: LinkId; readonly sent: number }
  | { readonly kind: "multicastReport"; readonly link: LinkId; readonly sent: number }
  /** A bridge port goes on to its next state after the forward delay (IEEE 802.1D). */
  | { readonly kind: "portState"; readonly link: LinkId }
  | { readonly kind: "reassembly"; readonly key: string }
  | { readonly kind: "socket"; readonly socket: SocketId };

interface Timer {
  readonly atMicros: number;
  readonly sequence: number;
  readonly event: TimerEvent;
}

/** A binary heap, first due first; equal times in the order they were put in. */
export class TimerQueue {
  #heap: Timer[] = [];
  #sequence = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next timer is due, in microseconds of simulated time. */
  get nextMicros(): number | undefined {
    return this.#heap[0]?.atMicros;
  }

  add(atMicros: number, event: TimerEvent): void {
    const heap = this.#heap;
    const timer: Timer = { atMicros, sequence: this.#sequence++, event };
    let i = heap.length;
    heap.push(timer);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent] as Timer;
      if (!before(timer, above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = timer;
  }

  /** Takes the first timer due at or before `nowMicros`. */
  take(nowMicros: number): { readonly atMicros: number; readonly event: TimerEvent } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.atMicros > nowMicros) return undefined;
    const last = heap.pop() as Timer;
    if (heap.length > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= heap.length) break;
        const right = heap[child + 1];
        if (right && before(right, heap[child] as Timer)) child++;
        if (!before(heap[child] as Timer, last)) break;
        heap[i] = heap[child] as Timer;
        i = child;
      }
      heap[i] = last;
    }
    return first;
  }

  clone(): TimerQueue {
    const copy = new TimerQueue();
    copy.#heap = this.#heap.slice();
    copy.#sequence = this.#sequence;
    return copy;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.atMicros < b.atMicros || (a.atMicros === b.atMicros && a.sequence < b.sequence);
}
