/**
 * Timers are data: what is due, when, and for whom. Operations and the datapath put them into the runtime; the datapath
 * acts on them. A timer whose subject is gone, or whose entry has changed since, does nothing.
 */

import type { Ipv6 } from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Frame } from "../wire/frame.ts";
import type { LinkId, NetnsId, SocketId } from "./id.ts";
import type { StpTimer } from "./stp.ts";

export type TimerEvent =
  /** Duplicate address detection of RFC 4862 section 5.4: the probe after a random delay, then the verdict a second later. */
  | { readonly kind: "dad"; readonly link: LinkId; readonly address: Ipv6; readonly step: "again" | "probe" | "done" }
  | { readonly kind: "neighbor"; readonly link: LinkId; readonly address: IpAddress }
  /**
   * A link is to tell its network of its addresses: all of a family (arp_notify, ndisc_notify) or of both
   * (NETDEV_NOTIFY_PEERS), or one of IPv6 that may be used from now on.
   */
  | { readonly kind: "announce"; readonly link: LinkId; readonly what: "inet" | "inet6" | "peers" | Ipv6 }
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
  /** A bond looks at the links of its slaves (bond_mii_monitor). */
  | { readonly kind: "bond"; readonly link: LinkId }
  /** A round of a bond's ARP monitor (bond_arp_monitor). */
  | { readonly kind: "bondArp"; readonly link: LinkId; readonly since: number }
  /** A round of a bond's link aggregation (bond_3ad_state_machine_handler). */
  | { readonly kind: "lacp"; readonly link: LinkId; readonly since: number }
  /** A frame that the kernel itself has to send, as soon as the datapath runs. */
  | { readonly kind: "send"; readonly link: LinkId; readonly frame: Frame }
  /** Members of a bridge's groups whose time is over. */
  | { readonly kind: "mdb"; readonly bridge: LinkId }
  /** A bridge looks for entries that are too old (br_fdb_cleanup). */
  | { readonly kind: "fdbCleanup"; readonly bridge: LinkId }
  /** An entry of a VXLAN interface that may be too old (vxlan_cleanup). */
  | { readonly kind: "vxlanAge"; readonly link: LinkId; readonly mac: Mac }
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

/**
 * A heap, first due first; equal times in the order they were put in. Times and numbers lie in arrays of their own: to compare,
 * the events need not be looked at.
 */
export class TimerQueue {
  #at: number[] = [];
  #sequences: number[] = [];
  #events: TimerEvent[] = [];
  #sequence = 0;

  get size(): number {
    return this.#at.length;
  }

  /** When the next timer is due, in microseconds of simulated time. */
  get nextMicros(): number | undefined {
    return this.#at[0];
  }

  add(atMicros: number, event: TimerEvent): void {
    const at = this.#at;
    const sequence = this.#sequence++;
    let i = at.length;
    at.push(atMicros);
    this.#sequences.push(sequence);
    this.#events.push(event);
    while (i > 0) {
      const parent = Math.floor((i - 1) / FAN);
      // Of equal times this one is the latest.
      if (atMicros >= (at[parent] as number)) break;
      this.#move(parent, i);
      i = parent;
    }
    this.#put(i, atMicros, sequence, event);
  }

  /** Takes the first timer due at or before `nowMicros`. */
  take(nowMicros: number): { readonly atMicros: number; readonly event: TimerEvent } | undefined {
    const at = this.#at;
    const atMicros = at[0];
    const event = this.#events[0];
    if (atMicros === undefined || event === undefined || atMicros > nowMicros) return undefined;
    const lastAt = at.pop() as number;
    const lastSequence = this.#sequences.pop() as number;
    const lastEvent = this.#events.pop() as TimerEvent;
    const size = at.length;
    if (size > 0) {
      let i = 0;
      for (;;) {
        const first = FAN * i + 1;
        if (first >= size) break;
        let child = first;
        for (let other = first + 1; other < first + FAN && other < size; other++)
          if (this.#before(other, at[child] as number, this.#sequences[child] as number)) child = other;
        if (!this.#before(child, lastAt, lastSequence)) break;
        this.#move(child, i);
        i = child;
      }
      this.#put(i, lastAt, lastSequence, lastEvent);
    }
    return { atMicros, event };
  }

  clone(): TimerQueue {
    const copy = new TimerQueue();
    copy.#at = this.#at.slice();
    copy.#sequences = this.#sequences.slice();
    copy.#events = this.#events.slice();
    copy.#sequence = this.#sequence;
    return copy;
  }

  #before(i: number, atMicros: number, sequence: number): boolean {
    const at = this.#at[i] as number;
    return at < atMicros || (at === atMicros && (this.#sequences[i] as number) < sequence);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#at[from] as number, this.#sequences[from] as number, this.#events[from] as TimerEvent);
  }

  #put(i: number, atMicros: number, sequence: number, event: TimerEvent): void {
    this.#at[i] = atMicros;
    this.#sequences[i] = sequence;
    this.#events[i] = event;
  }
}
