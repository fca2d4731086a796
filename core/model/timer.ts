/**
 * Timers are data: what is due, when, and for whom. Operations and the datapath put them into the runtime; the datapath
 * acts on them. A timer whose subject is gone, or whose entry has changed since, does nothing.
 */

import type { Ipv6 } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Frame } from "../wire/frame.ts";
import type { LinkId, NetnsId, SocketId } from "./id.ts";
import type { StpTimer } from "./stp.ts";

export type DadStep = "again" | "probe" | "unasked";

export type TimerEvent =
  /**
   * Duplicate address detection of RFC 4862 section 5.4: probes after a random delay, one each `retrans_time`, and the verdict. `left`:
   * probes that are still to be sent. `unasked`: nobody is asked, and the address passes as soon as the kernel's worker comes to it
   * (addrconf_dad_work).
   */
  | {
      readonly kind: "dad";
      readonly link: LinkId;
      readonly address: Ipv6;
      readonly step: DadStep;
      readonly left?: number;
    }
  | { readonly kind: "neighbor"; readonly link: LinkId; readonly address: IpAddress }
  /**
   * A link is to tell its network of its addresses: all of a family (arp_notify, ndisc_notify) or of both
   * (NETDEV_NOTIFY_PEERS), or one of IPv6 that may be used from now on; or of its groups (NETDEV_RESEND_IGMP).
   */
  | { readonly kind: "announce"; readonly link: LinkId; readonly what: "inet" | "inet6" | "peers" | "groups" | Ipv6 }
  /** Requests that are answered for others wait for a while. */
  | { readonly kind: "proxy"; readonly link: LinkId }
  | { readonly kind: "addressLifetime"; readonly link: LinkId; readonly address: IpAddress }
  | { readonly kind: "routerSolicitation"; readonly link: LinkId; readonly sent: number }
  /** A link has its first link-local address: its groups and its wish for a router are told from it. */
  | { readonly kind: "addressed"; readonly link: LinkId }
  /** What is to be told of groups that were joined or left, or of all IPv6 groups from a new address. */
  | { readonly kind: "groupReport"; readonly link: LinkId; readonly what: "inet" | "inet6" | "addressed" }
  /** A group that somebody asked of or that is left, as older queriers understand it, or all that are asked of at once. */
  | { readonly kind: "groupAnswer"; readonly link: LinkId; readonly group: number | string }
  | { readonly kind: "groupLeft"; readonly link: LinkId; readonly group: number | string }
  | { readonly kind: "groupAnswers"; readonly link: LinkId; readonly family: "inet" | "inet6" }
  /** A bridge, by itself or by a port of its, is to ask for listeners, of all groups or of one; or the other that asked was not heard again. */
  | {
      readonly kind: "query";
      readonly link: LinkId;
      readonly family: "inet" | "inet6";
      readonly group: number | string | undefined;
    }
  | { readonly kind: "querierGone"; readonly link: LinkId; readonly family: "inet" | "inet6" }
  /** A timer of the spanning tree (IEEE 802.1D): a bridge's, or a port's. It goes off some time after it expires (jiffies.ts). */
  | { readonly kind: "stp"; readonly link: LinkId; readonly timer: StpTimer; readonly expiresMicros: number }
  /** Link watch looks at what could wait (link-watch.ts). */
  | { readonly kind: "linkWatch" }
  /** A bond looks at the links of its slaves (bond_mii_monitor). */
  | { readonly kind: "bond"; readonly link: LinkId }
  /** The groups of a bond, and of what stands on it, are to be told anew, so many times. */
  | { readonly kind: "bondGroups"; readonly link: LinkId; readonly left: number }
  /** A round of a bond's ARP monitor (bond_arp_monitor). */
  | { readonly kind: "bondArp"; readonly link: LinkId; readonly since: number }
  /** A slave is to ask for a target of the bond that speaks IPv6. */
  | { readonly kind: "bondSolicit"; readonly link: LinkId; readonly bond: LinkId; readonly target: Ipv6 }
  /** A round of a bond's link aggregation (bond_3ad_state_machine_handler). */
  | { readonly kind: "lacp"; readonly link: LinkId; readonly since: number }
  /** A frame that the kernel itself has to send, as soon as the datapath runs. */
  | { readonly kind: "send"; readonly link: LinkId; readonly frame: Frame }
  /** Members of a bridge's groups whose time is over. */
  | { readonly kind: "mdb"; readonly bridge: LinkId }
  /** A bridge looks for entries that are too old (br_fdb_cleanup). */
  | { readonly kind: "fdbCleanup"; readonly bridge: LinkId }
  /** An entry of a VXLAN interface that may be too old (vxlan_cleanup). */
  | { readonly kind: "vxlanAge"; readonly link: LinkId; readonly key: string }
  /** IPv6 routes whose time is over. */
  | { readonly kind: "routeExpiry"; readonly netns: NetnsId }
  /** A resilient nexthop group is not balanced: its buckets are to be looked at. */
  | { readonly kind: "nexthopBuckets"; readonly netns: NetnsId; readonly id: number }
  /** A queueing discipline has something to send. */
  | { readonly kind: "qdisc"; readonly link: LinkId }
  | { readonly kind: "reassembly"; readonly key: string }
  | { readonly kind: "socket"; readonly socket: SocketId };

/** Children of a place in the heap. Four lie together in memory, so a heap of many timers is half as many steps deep. */
const FAN = 4;
/** What timers are heaped together that are due within so many microseconds of each other. */
const SPAN_MICROS = 65_536;

/** Timers in arrays: to compare them, the events need not be looked at. */
class Heap {
  readonly at: number[];
  readonly #sequences: number[];
  readonly #events: TimerEvent[];
  #arranged: boolean;

  constructor(at: number[] = [], sequences: number[] = [], events: TimerEvent[] = [], arranged = true) {
    this.at = at;
    this.#sequences = sequences;
    this.#events = events;
    this.#arranged = arranged;
  }

  copy(): Heap {
    return new Heap(this.at.slice(), this.#sequences.slice(), this.#events.slice(), this.#arranged);
  }

  /** At the end, whatever comes before it: to be arranged before anything is taken. */
  append(atMicros: number, sequence: number, event: TimerEvent): void {
    this.#arranged = false;
    this.#push(atMicros, sequence, event);
  }

  arrange(): void {
    if (this.#arranged) return;
    this.#arranged = true;
    const { at } = this;
    for (let i = Math.floor((at.length - 2) / FAN); i >= 0; i--)
      this.#sink(i, at[i] as number, this.#sequences[i] as number, this.#events[i] as TimerEvent);
  }

  add(atMicros: number, sequence: number, event: TimerEvent): void {
    const { at } = this;
    let i = at.length;
    this.#push(atMicros, sequence, event);
    while (i > 0) {
      const parent = Math.floor((i - 1) / FAN);
      // Of equal times this one is the latest.
      if (atMicros >= (at[parent] as number)) break;
      this.#move(parent, i);
      i = parent;
    }
    this.#put(i, atMicros, sequence, event);
  }

  /** Takes the first; there is one. */
  take(): TimerEvent {
    const { at } = this;
    const first = this.#events[0] as TimerEvent;
    const lastAt = at.pop() as number;
    const lastSequence = this.#sequences.pop() as number;
    const lastEvent = this.#events.pop() as TimerEvent;
    if (at.length > 0) this.#sink(0, lastAt, lastSequence, lastEvent);
    return first;
  }

  /** Puts a timer at a place or below it, so that nothing below is due before it. */
  #sink(from: number, atMicros: number, sequence: number, event: TimerEvent): void {
    const { at } = this;
    const size = at.length;
    let i = from;
    for (;;) {
      const first = FAN * i + 1;
      if (first >= size) break;
      let child = first;
      for (let other = first + 1; other < first + FAN && other < size; other++)
        if (this.#before(other, at[child] as number, this.#sequences[child] as number)) child = other;
      if (!this.#before(child, atMicros, sequence)) break;
      this.#move(child, i);
      i = child;
    }
    this.#put(i, atMicros, sequence, event);
  }

  #push(atMicros: number, sequence: number, event: TimerEvent): void {
    this.at.push(atMicros);
    this.#sequences.push(sequence);
    this.#events.push(event);
  }

  #before(i: number, atMicros: number, sequence: number): boolean {
    const at = this.at[i] as number;
    return at < atMicros || (at === atMicros && (this.#sequences[i] as number) < sequence);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.at[from] as number, this.#sequences[from] as number, this.#events[from] as TimerEvent);
  }

  #put(i: number, atMicros: number, sequence: number, event: TimerEvent): void {
    this.at[i] = atMicros;
    this.#sequences[i] = sequence;
    this.#events[i] = event;
  }
}

/**
 * First due first; equal times in the order they were put in. Only the span that is due next is in order, in a heap that stays
 * small; the others wait. A world of thousands of containers has tens of thousands of timers, and in one heap of them all each
 * step is one into memory that nobody has touched for long.
 */
export class TimerQueue {
  /** What is due in the first span that has any; empty when the last of it was taken. */
  #near = new Heap();
  #span = 0;
  /** The others by span, and their spans, the first last. */
  readonly #far = new Map<number, Heap>();
  readonly #spans: number[] = [];
  #size = 0;
  #sequence = 0;

  get size(): number {
    return this.#size;
  }

  /** When the next timer is due, in microseconds of simulated time. */
  get nextMicros(): number | undefined {
    if (this.#near.at.length === 0 && this.#spans.length > 0) this.#comeNearer();
    return this.#near.at[0];
  }

  add(atMicros: number, event: TimerEvent): void {
    const sequence = this.#sequence++;
    this.#size++;
    const span = Math.floor(atMicros / SPAN_MICROS);
    if (this.#near.at.length === 0) {
      const first = this.#spans.at(-1);
      if (first === undefined || span < first) this.#span = span;
      else this.#comeNearer();
    } else if (span < this.#span) {
      this.#begin(this.#span, this.#near);
      this.#near = new Heap();
      this.#span = span;
    }
    if (span === this.#span) this.#near.add(atMicros, sequence, event);
    else (this.#far.get(span) ?? this.#begin(span, new Heap())).append(atMicros, sequence, event);
  }

  /** Takes the first timer due at or before `nowMicros`. */
  take(nowMicros: number): { readonly atMicros: number; readonly event: TimerEvent } | undefined {
    const atMicros = this.nextMicros;
    if (atMicros === undefined || atMicros > nowMicros) return undefined;
    this.#size--;
    return { atMicros, event: this.#near.take() };
  }

  clone(): TimerQueue {
    const copy = new TimerQueue();
    copy.#near = this.#near.copy();
    copy.#span = this.#span;
    for (const [span, heap] of this.#far) copy.#far.set(span, heap.copy());
    copy.#spans.push(...this.#spans);
    copy.#size = this.#size;
    copy.#sequence = this.#sequence;
    return copy;
  }

  #begin(span: number, heap: Heap): Heap {
    this.#far.set(span, heap);
    const spans = this.#spans;
    let i = spans.length;
    spans.push(span);
    for (; i > 0 && (spans[i - 1] as number) < span; i--) spans[i] = spans[i - 1] as number;
    spans[i] = span;
    return heap;
  }

  /** The first span that has timers is the near one. */
  #comeNearer(): void {
    const span = this.#spans.pop() as number;
    this.#near = this.#far.get(span) as Heap;
    this.#near.arrange();
    this.#far.delete(span);
    this.#span = span;
  }
}
