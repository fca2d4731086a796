/**
 * What datagrams that nobody has read yet hold of a socket's memory (__udp_enqueue_schedule_skb, udp_rmem_release of net/ipv4/udp.c;
 * SK_MEMINFO_* of sock_diag(7)).
 *
 * Same as Linux: how much a datagram takes, pages that are kept for the next, what is given back only when the reader has read all
 * that he has taken over, datagrams lost where there is no room. Simplified: the sender's card asks for no more headroom than
 * Ethernet's, and fragments are as long as the device takes that they came in by.
 */
import type { Family } from "../address/prefix.ts";
import { BUFFER, bufferBytes, RESERVED, SHARED } from "./buffer.ts";

const PAGE = 4096;
/** SKB_MAX_ALLOC: from here on data stand in pages. */
const LONGEST_LINEAR = 4 * PAGE - SHARED;
const UDP_HEADER = 8;

/** How many octets of a buffer are free behind its data. */
function roomBehind(octets: number): number {
  return bufferBytes(octets) - BUFFER - SHARED - octets - RESERVED;
}

/** What a datagram of so many octets takes of its receiver's memory. */
export function datagramBytes(family: Family, octets: number, mtu: number): number {
  const header = family === "inet" ? 20 : 40;
  const whole = header + UDP_HEADER + octets;
  if (whole <= mtu)
    return whole + RESERVED < LONGEST_LINEAR ? bufferBytes(whole) : bufferBytes(header + UDP_HEADER) + octets;
  // Fragments come together again: what fits behind the first is copied there.
  const each = (mtu - header - (family === "inet" ? 0 : 8)) & ~7;
  let left = UDP_HEADER + octets - each;
  let bytes = bufferBytes(header + each);
  for (let first = true; left > 0; left -= each, first = false) {
    const part = Math.min(left, each);
    if (!first || part > roomBehind(header + each)) bytes += bufferBytes(header + part);
  }
  return bytes;
}

export class UdpMemory {
  /** sk_rcvbuf. */
  readonly limit: number;
  readonly #sizes: number[] = [];
  /** How many of them are in the reader's own queue (reader_queue). */
  #taken = 0;
  /** Read, but not yet given back (forward_deficit). */
  #deficit = 0;
  /** sk_rmem_alloc and sk_forward_alloc. */
  allocated = 0;
  forward = 0;
  /** How many found no room (sk_drops). */
  drops = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** udp_rqueue_get: what is to be read. */
  get queued(): number {
    return this.allocated - this.#deficit;
  }

  /** False: there is no room, and the datagram is lost. */
  admit(size: number): boolean {
    if (this.allocated + size > this.limit) {
      this.drops++;
      return false;
    }
    this.allocated += size;
    if (size > this.forward) this.forward += Math.ceil((size - this.forward) / PAGE) * PAGE;
    this.forward -= size;
    this.#sizes.push(size);
    return true;
  }

  /** The oldest datagram has been read. */
  release(): void {
    if (this.#taken === 0) this.#taken = this.#sizes.length;
    this.#taken--;
    this.#deficit += this.#sizes.shift() ?? 0;
    if (this.#deficit < this.limit / 4 && this.#taken > 0) return;
    const size = this.#deficit;
    this.#deficit = 0;
    const given = (size + this.forward - 1) & ~(PAGE - 1);
    this.forward += size - given;
    this.allocated -= size;
    this.#taken = this.#sizes.length;
  }
}
