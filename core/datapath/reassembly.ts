/**
 * Putting fragments together (ip_fragment.c, inet_fragment.c and reassembly.c of net/ipv4 and net/ipv6; RFC 791, RFC 8200
 * section 4.5, RFC 3168 section 5.3).
 *
 * Same as Linux: half a minute (IPv6: a minute) until the pieces of a packet that did not come whole are thrown away, and the
 * error that is then sent when the first of them had come; what is a duplicate, what an overlap that ends a packet; pieces
 * that say nothing or that no packet is long enough for; the limits on memory and on how far pieces of a packet may be apart.
 * Simplified: a router's pieces take as much memory as those of a sender.
 */

import { isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import type { Family } from "../address/prefix.ts";
import type { NetnsId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import type { IpMib } from "../model/mib.ts";
import { err, ok, type Result } from "../result.ts";
import type { DropReason } from "../trace.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { parseIpv4Payload } from "../wire/ipv4.ts";
import { ipv6Protocol, parseIpv6Payload } from "../wire/ipv6.ts";
import { ENCAP_LIMIT_HEADER, FRAGMENT_HEADER, IPV6_HEADER, ipv4HeaderLength } from "../wire/length.ts";
import { bufferBytes } from "./buffer.ts";
import { icmpError } from "./icmp.ts";
import { icmpv6Error } from "./icmpv6.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

const MAX_LENGTH = 65_535;
/** sizeof(struct ipq), sizeof(struct frag_queue). */
const QUEUE_BYTES = { inet: 200, inet6: 184 } as const;
/** What the first piece has to carry of the header above, by its protocol (ipv6frag_thdr_truncated). */
const LEAST_HEADER: Readonly<Record<number, number>> = {
  [IP_PROTOCOL.tcp]: 20,
  [IP_PROTOCOL.udp]: 8,
  [IP_PROTOCOL.icmpv6]: 8,
};
/** Where a header of IPv6 has its length. */
const PAYLOAD_LENGTH_AT = 4;
/** ICMPV6_HDR_INCOMP. */
const INCOMPLETE_CHAIN = 3;
const NOT_ECT = 1;
const CE = 8;

interface Piece {
  readonly from: number;
  readonly data: Uint8Array;
}

interface Queue {
  readonly family: Family;
  /** Whose memory it takes: that of its family in its namespace, wherever its device goes. */
  readonly pool: string;
  /** What the last piece came in by. */
  device: Device;
  expiresMicros: number;
  pieces: Piece[];
  /** Runs of pieces that came one behind the other (inet_frag_queue_insert), in order of their place. */
  runs: { readonly from: number; end: number }[];
  first: Ipv4Packet | Ipv6Packet | undefined;
  /** The furthest end so far: with the last piece there, that of the packet. */
  end: number;
  hasLast: boolean;
  /** Which of the four ways of RFC 3168 its pieces had, one bit each. */
  ecn: number;
  bytes: number;
  longest: number;
  longestUncut: number;
  /** How many pieces its sender had sent when the last of these came (rid). */
  sent: number;
}

interface Part {
  readonly packet: Ipv4Packet | Ipv6Packet;
  readonly from: number;
  readonly more: boolean;
  readonly data: Uint8Array;
}

/** How many packets wait for more of their pieces, and what those that are there take, in octets. */
export interface WaitingPieces {
  readonly queues: number;
  readonly bytes: number;
}

/** What a piece came to: the whole packet, nothing yet, or why it was thrown away. */
type Reassembled<Packet> = Result<Packet | undefined, DropReason>;

interface Whole {
  readonly queue: Queue;
  readonly first: Ipv4Packet | Ipv6Packet;
  readonly data: Uint8Array;
  /** Of some piece the network said that it was congested. */
  readonly congested: boolean;
}

function mibOf(family: Family, device: Device): IpMib {
  return family === "inet" ? device.netns.mib.ip : device.mib6.ip;
}

/** inet_frag_queue_insert: where a piece stands to those that are there. */
function place({ runs }: Queue, from: number, end: number): "free" | "duplicate" | "overlap" {
  const last = runs.at(-1);
  if (!last || last.end < end) {
    if (last && from < last.end) return "overlap";
    if (last?.end === from) last.end = end;
    else runs.push({ from, end });
    return "free";
  }
  const met = runs.find((run) => run.from < end && from < run.end);
  if (met) return met.from <= from && end <= met.end ? "duplicate" : "overlap";
  runs.splice(
    runs.findIndex((run) => run.from >= end),
    0,
    { from, end },
  );
  return "free";
}

/** ip_frag_ecn_table: undefined where who sent the pieces cannot have meant one packet. */
function congestion(ecn: number): boolean | undefined {
  if ((ecn & NOT_ECT) !== 0 && ecn !== NOT_ECT) return undefined;
  return (ecn & CE) !== 0 && ecn !== CE;
}

export class Reassembly {
  readonly #queues = new Map<string, Queue>();
  /** Octets that queues hold, by family and namespace. */
  readonly #bytes = new Map<string, number>();
  /** How many pieces each address has sent (inet_peer). */
  readonly #sent = new Map<string, number>();

  waiting(netns: NetnsId, family: Family): WaitingPieces {
    const pool = `${family} ${netns}`;
    const queues = [...this.#queues.keys()].filter((key) => key.startsWith(`${pool} `)).length;
    return { queues, bytes: this.#bytes.get(pool) ?? 0 };
  }

  add4(net: Network, device: Device, ip: Ipv4Packet): Reassembled<Ipv4Packet> {
    const { payload } = ip;
    const { settings, id } = device.netns;
    const mib = device.netns.mib.ip;
    mib.ReasmReqds++;
    if (payload.kind !== "raw") return err("NOT_SPECIFIED");
    const domain = device.l3master?.id ?? "";
    const key = `inet ${id} ${ip.source} ${ip.destination} ${ip.id} ${payload.protocol} ${domain}`;
    const queue = this.#find(net, device, "inet", key, settings.fragmentMicros, settings.fragmentBytes);
    if (!queue) return err("NOT_SPECIFIED");
    const sent = (this.#sent.get(`${id} ${ip.source} ${domain}`) ?? 0) + 1;
    if (settings.fragmentDistance > 0) {
      this.#sent.set(`${id} ${ip.source} ${domain}`, sent);
      if (queue.pieces.length > 0 && sent - queue.sent > settings.fragmentDistance) {
        mib.ReasmFails++;
        this.#restart(net, key, queue, settings.fragmentMicros);
        if (net.tracing) net.drop(device, "local-in", undefined, net.nextPacket(), "FRAG_TOO_FAR");
      }
      queue.sent = sent;
    }
    const { moreFragments: more, fragmentOffset: from } = ip;
    // What is no whole unit of eight octets at the end is cut off.
    const data = more ? payload.data.subarray(0, payload.data.length & ~7) : payload.data;
    const length = ipv4HeaderLength(ip) + data.length;
    const done = this.#add(device, key, queue, { packet: ip, from, more, data }, ip.tos);
    if (!done.ok) return done;
    queue.longest = Math.max(queue.longest, length);
    if (ip.dontFragment) queue.longestUncut = Math.max(queue.longestUncut, length);
    const whole = this.#finish(device, key, queue);
    if (!whole.ok || !whole.value) return whole.ok ? ok(undefined) : whole;
    const { first, data: octets, congested } = whole.value;
    if (first.kind !== "ipv4") return ok(undefined);
    if (ipv4HeaderLength(first) + octets.length > MAX_LENGTH) {
      mib.ReasmFails++;
      return err("NOT_SPECIFIED");
    }
    mib.ReasmOKs++;
    return ok({
      ...first,
      tos: congested ? first.tos | 3 : first.tos,
      dontFragment: queue.longestUncut === queue.longest,
      moreFragments: false,
      fragmentOffset: 0,
      payload: parseIpv4Payload(payload.protocol, octets, ip),
    });
  }

  add6(net: Network, device: Device, ip: Ipv6Packet): Reassembled<Ipv6Packet> {
    const { payload, fragment, ...rest } = ip;
    const { settings, id } = device.netns;
    const mib = device.mib6.ip;
    mib.ReasmReqds++;
    if (payload.kind !== "raw" || !fragment) return err("NOT_SPECIFIED");
    const { offset: from, more } = fragment;
    const { data, protocol } = payload;
    const end = from + data.length;
    const complete = (first: Ipv6Packet, octets: Uint8Array, trafficClass: number): Ipv6Packet => {
      mib.ReasmOKs++;
      const { fragment: _, ...whole } = first;
      return {
        ...whole,
        trafficClass,
        payload: parseIpv6Payload(ipv6Protocol(first), octets, first.source, first.destination),
      };
    };
    // A packet in one piece (RFC 6946).
    if (from === 0 && !more) return ok(complete({ ...rest, payload }, data, ip.trafficClass));
    const refuse = (code: number, pointer: number): Reassembled<Ipv6Packet> => {
      mib.InHdrErrors++;
      icmpv6Error(net, device, ip, "parameter-problem", code, pointer);
      return err("NOT_SPECIFIED");
    };
    if (from === 0 && data.length < (LEAST_HEADER[protocol] ?? 1)) return refuse(INCOMPLETE_CHAIN, 0);
    const scoped = isIpv6LinkLocal(ip.destination) || isIpv6Multicast(ip.destination) ? device.id : "";
    const key = `inet6 ${id} ${ip.source} ${ip.destination} ${fragment.id} ${scoped}`;
    const queue = this.#find(net, device, "inet6", key, settings.fragment6Micros, settings.fragment6Bytes);
    if (!queue) return err("NOT_SPECIFIED");
    queue.device = device;
    const before = IPV6_HEADER + (ip.encapLimit === undefined ? 0 : ENCAP_LIMIT_HEADER);
    if (end > MAX_LENGTH) return refuse(0, before + 2);
    if (more && data.length % 8 !== 0) return refuse(0, PAYLOAD_LENGTH_AT);
    const done = this.#add(device, key, queue, { packet: ip, from, more, data }, ip.trafficClass);
    if (!done.ok) return done;
    const whole = this.#finish(device, key, queue);
    if (!whole.ok || !whole.value) return whole.ok ? ok(undefined) : whole;
    const { first, data: octets, congested } = whole.value;
    if (first.kind !== "ipv6") return ok(undefined);
    if (before - IPV6_HEADER + octets.length > MAX_LENGTH) {
      mib.ReasmFails++;
      return err("NOT_SPECIFIED");
    }
    return ok(complete(first, octets, congested ? first.trafficClass | 3 : first.trafficClass));
  }

  /** inet_frag_find: the pieces of a packet; undefined where those of all take too much already. */
  #find(
    net: Network,
    device: Device,
    family: Family,
    key: string,
    timeMicros: number,
    limit: number,
  ): Queue | undefined {
    const pool = `${family} ${device.netns.id}`;
    const held = this.#bytes.get(pool) ?? 0;
    if (limit === 0 || held > limit) {
      mibOf(family, device).ReasmFails++;
      return undefined;
    }
    const known = this.#queues.get(key);
    if (known) return known;
    const bytes = QUEUE_BYTES[family];
    const expiresMicros = timerMicros(net.nowMicros, timeMicros);
    const queue: Queue = {
      family,
      pool,
      device,
      expiresMicros,
      pieces: [],
      runs: [],
      first: undefined,
      end: 0,
      hasLast: false,
      ecn: 0,
      bytes,
      longest: 0,
      longestUncut: 0,
      sent: 0,
    };
    this.#queues.set(key, queue);
    this.#bytes.set(pool, held + bytes);
    net.world.runtime.timers.add(expiresMicros, { kind: "reassembly", key });
    return queue;
  }

  /** ip_frag_reinit: what there is of a packet is too old to belong to what comes now. */
  #restart(net: Network, key: string, queue: Queue, timeMicros: number): void {
    this.#charge(queue, QUEUE_BYTES[queue.family] - queue.bytes);
    queue.pieces = [];
    queue.runs = [];
    queue.first = undefined;
    queue.end = 0;
    queue.hasLast = false;
    queue.ecn = 0;
    queue.expiresMicros = timerMicros(net.nowMicros, timeMicros);
    net.world.runtime.timers.add(queue.expiresMicros, { kind: "reassembly", key });
  }

  #charge(queue: Queue, bytes: number): void {
    this.#bytes.set(queue.pool, (this.#bytes.get(queue.pool) ?? 0) + bytes);
    queue.bytes += bytes;
  }

  #kill(key: string, queue: Queue): void {
    this.#queues.delete(key);
    this.#charge(queue, -queue.bytes);
  }

  /** ip_frag_queue, ip6_frag_queue. @param tos with the bits of RFC 3168 */
  #add(device: Device, key: string, queue: Queue, part: Part, tos: number): Result<undefined, DropReason> {
    const { packet, from, more, data } = part;
    const mib = mibOf(queue.family, device);
    const end = from + data.length;
    const discard = (): Result<undefined, DropReason> => {
      this.#kill(key, queue);
      mib.ReasmFails++;
      return err("NOT_SPECIFIED");
    };
    const beyond = more ? queue.hasLast && end > queue.end : end < queue.end || (queue.hasLast && end !== queue.end);
    if (beyond) return discard();
    if (!more) queue.hasLast = true;
    queue.end = Math.max(queue.end, end);
    if (data.length === 0) return discard();
    const placed = place(queue, from, end);
    if (placed === "duplicate") return err("DUP_FRAG");
    if (placed === "overlap") {
      // RFC 5722: nothing of such a packet is used.
      mib.ReasmOverlaps++;
      return discard();
    }
    queue.device = device;
    queue.ecn |= 1 << (tos & 3);
    queue.pieces.push({ from, data });
    const header = packet.kind === "ipv4" ? ipv4HeaderLength(packet) : IPV6_HEADER + FRAGMENT_HEADER;
    this.#charge(queue, bufferBytes(header + data.length));
    if (from === 0) queue.first = packet;
    return ok(undefined);
  }

  /** ip_frag_reasm, ip6_frag_reasm: all of it, once the last piece is there and nothing is missing. */
  #finish(device: Device, key: string, queue: Queue): Result<Whole | undefined, DropReason> {
    const { first, hasLast, end, pieces } = queue;
    const there = pieces.reduce((sum, { data }) => sum + data.length, 0);
    if (!first || !hasLast || there !== end) return ok(undefined);
    this.#kill(key, queue);
    const congested = congestion(queue.ecn);
    if (congested === undefined) {
      mibOf(queue.family, device).ReasmFails++;
      return err("NOT_SPECIFIED");
    }
    const data = new Uint8Array(end);
    for (const piece of pieces) data.set(piece.data, piece.from);
    return ok({ queue, first, data, congested });
  }

  /** The rest did not come in time (ip_expire, ip6frag_expire_frag_queue). */
  expire(net: Network, key: string, atMicros: number): void {
    const queue = this.#queues.get(key);
    if (!queue || queue.expiresMicros !== atMicros) return;
    this.#kill(key, queue);
    const { first } = queue;
    const device = net.device(queue.device.id);
    // Statistics of IPv6 go with the device.
    if (device || queue.family === "inet") {
      const mib = mibOf(queue.family, device ?? queue.device);
      mib.ReasmFails++;
      mib.ReasmTimeout++;
    }
    if (!device) return;
    if (net.tracing) net.drop(device, "local-in", undefined, net.nextPacket(), "FRAG_REASM_TIMEOUT");
    if (first?.kind === "ipv4") icmpError(net, device, first, "time-exceeded", 1, 0);
    else if (first) icmpv6Error(net, device, first, "time-exceeded", 1, 0);
  }
}
