/**
 * Fragments: cutting packets up and putting them together (ip_do_fragment of net/ipv4/ip_output.c, ip6_fragment of
 * net/ipv6/ip6_output.c, ip_fragment.c and reassembly.c beside them; RFC 791, RFC 8200 section 4.5).
 *
 * Same as Linux: sizes, identifications, half a minute (IPv6: a minute) until the pieces of a packet that did not come
 * whole are thrown away, and the error that is then sent when the first of them had come; overlaps end a packet.
 * Simplified: there is no limit on memory.
 */

import type { Family } from "../address/prefix.ts";
import type { NetnsId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import type { IpMib } from "../model/mib.ts";
import { err, ok, type Result } from "../result.ts";
import type { DropReason } from "../trace.ts";
import type { Ipv4Packet, Ipv6Packet } from "../wire/frame.ts";
import { emitIpv4Payload, ipv4Protocol, parseIpv4Payload } from "../wire/ipv4.ts";
import { emitIpv6Payload, ipv6Protocol, parseIpv6Payload } from "../wire/ipv6.ts";
import { ENCAP_LIMIT_HEADER, FRAGMENT_HEADER, IPV6_HEADER, ipv4HeaderLength } from "../wire/length.ts";
import { summed } from "../wire/summed.ts";
import { icmpError } from "./icmp.ts";
import { icmpv6Error } from "./icmpv6.ts";
import { laterPieceOptions } from "./ip-options.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

const MAX_LENGTH = 65_535;

/** Pieces of a packet, each of a multiple of eight octets but the last, none longer than `mtu`. */
export function fragment4(packet: Ipv4Packet, mtu: number): readonly Ipv4Packet[] {
  const data = emitIpv4Payload(summed(packet));
  const size = Math.max(8, (mtu - ipv4HeaderLength(packet)) & ~7);
  const protocol = ipv4Protocol(packet);
  const out: Ipv4Packet[] = [];
  for (let at = 0; at < data.length; at += size)
    out.push({
      ...packet,
      ...(packet.options && at > 0 ? { options: laterPieceOptions(packet.options) } : {}),
      fragmentOffset: packet.fragmentOffset + at,
      moreFragments: packet.moreFragments || at + size < data.length,
      payload: { kind: "raw", protocol, data: data.subarray(at, at + size) },
    });
  return out;
}

export function fragment6(packet: Ipv6Packet, mtu: number, id: number): readonly Ipv6Packet[] {
  const data = emitIpv6Payload(summed(packet));
  const before = packet.encapLimit === undefined ? 0 : ENCAP_LIMIT_HEADER;
  const size = (mtu - IPV6_HEADER - before - FRAGMENT_HEADER) & ~7;
  const protocol = ipv6Protocol(packet);
  const out: Ipv6Packet[] = [];
  for (let at = 0; at < data.length; at += size)
    out.push({
      ...packet,
      fragment: { id, offset: at, more: at + size < data.length },
      payload: { kind: "raw", protocol, data: data.subarray(at, at + size) },
    });
  return out;
}

interface Piece {
  readonly from: number;
  readonly data: Uint8Array;
}

interface Queue {
  readonly device: Device;
  readonly expiresMicros: number;
  /** In order of their place. */
  readonly pieces: Piece[];
  first: Ipv4Packet | Ipv6Packet | undefined;
  /** Known once the last piece is there. */
  total: number | undefined;
}

function mibFor(device: Device, { kind }: Ipv4Packet | Ipv6Packet): IpMib {
  return kind === "ipv4" ? device.netns.mib.ip : device.mib6.ip;
}

/** What a piece came to: the whole packet, nothing yet, or why it was thrown away. */
type Reassembled<Packet> = Result<Packet | undefined, DropReason>;

export class Reassembly {
  readonly #queues = new Map<string, Queue>();

  /** How many packets of a namespace wait for more of their pieces. */
  waiting(netns: NetnsId, family: Family): number {
    const start = `${family === "inet" ? "4" : "6"} ${netns} `;
    return [...this.#queues.keys()].filter((key) => key.startsWith(start)).length;
  }

  add4(net: Network, device: Device, ip: Ipv4Packet): Reassembled<Ipv4Packet> {
    const { payload } = ip;
    const { settings } = device.netns;
    const mib = device.netns.mib.ip;
    mib.ReasmReqds++;
    if (payload.kind !== "raw") return err("NOT_SPECIFIED");
    const key = `4 ${device.netns.id} ${ip.source} ${ip.destination} ${ip.id} ${payload.protocol}`;
    const done = this.#add(
      net,
      device,
      key,
      settings.fragmentMicros,
      ip,
      ip.fragmentOffset,
      ip.moreFragments,
      payload.data,
    );
    if (!done.ok || !done.value) return done.ok ? ok(undefined) : done;
    const { first, data } = done.value;
    if (first?.kind !== "ipv4") return ok(undefined);
    mib.ReasmOKs++;
    return ok({
      ...first,
      moreFragments: false,
      fragmentOffset: 0,
      payload: parseIpv4Payload(payload.protocol, data, ip),
    });
  }

  add6(net: Network, device: Device, ip: Ipv6Packet): Reassembled<Ipv6Packet> {
    const { payload, fragment } = ip;
    const mib = device.mib6.ip;
    mib.ReasmReqds++;
    if (payload.kind !== "raw" || !fragment) return err("NOT_SPECIFIED");
    const key = `6 ${device.netns.id} ${ip.source} ${ip.destination} ${fragment.id}`;
    const done = this.#add(
      net,
      device,
      key,
      device.netns.settings.fragment6Micros,
      ip,
      fragment.offset,
      fragment.more,
      payload.data,
    );
    if (!done.ok || !done.value) return done.ok ? ok(undefined) : done;
    const { first, data } = done.value;
    if (first?.kind !== "ipv6") return ok(undefined);
    mib.ReasmOKs++;
    const { fragment: _, ...whole } = first;
    const protocol = ipv6Protocol(first);
    return ok({ ...whole, payload: parseIpv6Payload(protocol, data, first.source, first.destination) });
  }

  #add(
    net: Network,
    device: Device,
    key: string,
    timeMicros: number,
    packet: Ipv4Packet | Ipv6Packet,
    from: number,
    more: boolean,
    data: Uint8Array,
  ): Result<{ first: Queue["first"]; data: Uint8Array } | undefined, DropReason> {
    const end = from + data.length;
    // All but the last are whole units of eight octets (RFC 791 section 3.2).
    if (more && data.length % 8 !== 0) return err("NOT_SPECIFIED");
    if (end > MAX_LENGTH) return err("FRAG_TOO_FAR");
    let queue = this.#queues.get(key);
    if (!queue) {
      const expiresMicros = timerMicros(net.nowMicros, timeMicros);
      queue = { device, expiresMicros, pieces: [], first: undefined, total: undefined };
      this.#queues.set(key, queue);
      net.world.runtime.timers.add(expiresMicros, { kind: "reassembly", key });
    }
    if (queue.pieces.some((piece) => piece.from === from && piece.data.length === data.length)) return err("DUP_FRAG");
    const overlaps = queue.pieces.some((piece) => piece.from < end && from < piece.from + piece.data.length);
    const beyond = queue.total !== undefined && (end > queue.total || (!more && end !== queue.total));
    if (overlaps || beyond) {
      // RFC 5722: nothing of such a packet is used.
      const mib = mibFor(device, packet);
      if (overlaps) mib.ReasmOverlaps++;
      mib.ReasmFails++;
      this.#queues.delete(key);
      return err("DUP_FRAG");
    }
    if (!more) queue.total = end;
    if (from === 0) queue.first = packet;
    const at = queue.pieces.findIndex((piece) => piece.from > from);
    queue.pieces.splice(at < 0 ? queue.pieces.length : at, 0, { from, data });
    if (queue.total === undefined) return ok(undefined);
    const whole = new Uint8Array(queue.total);
    let filled = 0;
    for (const piece of queue.pieces) {
      whole.set(piece.data, piece.from);
      filled += piece.data.length;
    }
    if (filled !== queue.total) return ok(undefined);
    this.#queues.delete(key);
    return ok({ first: queue.first, data: whole });
  }

  /** The rest did not come in time (ip_expire, ip6frag_expire_frag_queue). */
  expire(net: Network, key: string, atMicros: number): void {
    const queue = this.#queues.get(key);
    if (!queue || queue.expiresMicros !== atMicros) return;
    this.#queues.delete(key);
    const device = net.device(queue.device.id);
    if (!device) return;
    const { first } = queue;
    const mib = key.startsWith("4") ? device.netns.mib.ip : device.mib6.ip;
    mib.ReasmFails++;
    mib.ReasmTimeout++;
    if (net.tracing) net.drop(device, "local-in", undefined, net.nextPacket(), "FRAG_REASM_TIMEOUT");
    if (first?.kind === "ipv4") icmpError(net, device, first, "time-exceeded", 1, 0);
    else if (first) icmpv6Error(net, device, first, "time-exceeded", 1, 0);
  }
}
