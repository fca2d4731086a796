/**
 * Options of IPv4 that packets collect on their way: record route and timestamps (net/ipv4/ip_options.c; RFC 791 section 3.1,
 * RFC 1122 section 3.2.1.8).
 *
 * Same as Linux: what each host writes into them and when, which address that is, what is told back with replies and errors,
 * what is wrong with malformed ones; source routes are not followed where they are not accepted. Absent: following them.
 */
import { type Ipv4, isIpv4Zeronet } from "../address/ipv4.ts";
import { SCOPE } from "../model/address.ts";
import { be32, put32 } from "../wire/bytes.ts";
import type { Ipv4Options, Ipv4Packet } from "../wire/frame.ts";
import { headerSum4 } from "../wire/ipv4.ts";
import { IPV4_HEADER } from "../wire/length.ts";
import { type FibResult, lookupRoute } from "./fib.ts";
import { icmpError } from "./icmp.ts";
import type { Network } from "./network.ts";
import { addressTypeAt } from "./route-output.ts";
import { routeSource4, selectSource4 } from "./source.ts";
import type { Device } from "./view.ts";

const END = 0;
const NOOP = 1;
const RECORD_ROUTE = 7;
const TIMESTAMP = 68;
const LOOSE_ROUTE = 131;
const STRICT_ROUTE = 137;
const ROUTER_ALERT = 148;
/** IPOPT_TS_*: the low half of a timestamp option's fourth octet. */
const TS_ONLY = 0;
const TS_AND_ADDRESS = 1;
const TS_PRESPECIFIED = 3;
/** How many may be left out before there is no way to say so. */
const MOST_LEFT_OUT = 15;
const DAY_MILLIS = 86_400_000;

/** inet_current_timestamp: milliseconds since midnight UTC. */
function timeOfDay(net: Network): number {
  return Math.floor((net.nowMicros + net.wallOffsetMicros()) / 1000) % DAY_MILLIS;
}

interface Writing {
  /** spec_dst of ip_options_compile: what this host would answer by. Undefined for what a socket asks for, which is written when it is sent. */
  readonly address: Ipv4 | undefined;
  readonly millis: number;
  readonly isForeign: (address: Ipv4) => boolean;
}

interface Compiled {
  readonly options: Ipv4Options;
  /** Which octet of the options is wrong. */
  readonly problem?: number;
}

/** ip_options_compile: takes the next place in each option, and writes into it what is known yet. */
function compile(before: Uint8Array, writing: Writing): Compiled {
  const bytes = before.slice();
  const found: Found = { bytes, before };
  const seen = new Set<number>();
  for (let at = 0; at < bytes.length; ) {
    const type = bytes[at] ?? END;
    if (type === END) {
      bytes.fill(END, at);
      break;
    }
    if (type === NOOP) {
      at++;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    if (length < 2 || at + length > bytes.length) return { options: found, problem: at };
    const once = type === STRICT_ROUTE ? LOOSE_ROUTE : type;
    const problem = (SINGLE.has(once) && seen.has(once) ? 0 : undefined) ?? take(found, at, writing);
    if (problem !== undefined) return { options: found, problem: at + problem };
    seen.add(once);
    at += length;
  }
  return { options: found };
}

type Found = { -readonly [key in keyof Ipv4Options]: Ipv4Options[key] };

/** Options that there may be one of. */
const SINGLE = new Set([RECORD_ROUTE, TIMESTAMP, LOOSE_ROUTE]);

/** One option: which of its octets is wrong, undefined when none is. */
function take(found: Found, at: number, writing: Writing): number | undefined {
  const { bytes } = found;
  const length = bytes[at + 1] ?? 0;
  const next = bytes[at + 2] ?? 0;
  switch (bytes[at]) {
    case LOOSE_ROUTE:
    case STRICT_ROUTE:
      if (length < 3) return 1;
      if (next < 4) return 2;
      found.sourceRoute = true;
      return undefined;
    case RECORD_ROUTE:
      if (length < 3) return 1;
      if (next < 4 || (next <= length && next + 3 > length)) return 2;
      if (next <= length) {
        if (writing.address !== undefined) put32(bytes, at + next - 1, writing.address);
        bytes[at + 2] = next + 4;
        found.routeAddress = true;
      }
      found.route = at;
      return undefined;
    case TIMESTAMP:
      return takeTime(found, at, writing);
    case ROUTER_ALERT:
      return length < 4 ? 1 : undefined;
    default:
      return undefined;
  }
}

function takeTime(found: Found, at: number, { address, millis, isForeign }: Writing): number | undefined {
  const { bytes } = found;
  const length = bytes[at + 1] ?? 0;
  const next = bytes[at + 2] ?? 0;
  const kind = (bytes[at + 3] ?? 0) & 15;
  if (length < 4) return 1;
  if (next < 5) return 2;
  if (next > length) {
    // Somebody more who found no room.
    const counts = kind !== TS_PRESPECIFIED;
    if (counts && (bytes[at + 3] ?? 0) >> 4 === MOST_LEFT_OUT) return 3;
    if (counts && address !== undefined) bytes[at + 3] = (bytes[at + 3] ?? 0) + 16;
    found.time = at;
    return undefined;
  }
  const needed = kind === TS_AND_ADDRESS || kind === TS_PRESPECIFIED ? 8 : 4;
  if (next + needed - 1 > length) return 2;
  found.time = at;
  if (kind === TS_ONLY) {
    if (address !== undefined) put32(bytes, at + next - 1, millis);
  } else if (kind === TS_AND_ADDRESS) {
    if (address !== undefined) {
      put32(bytes, at + next - 1, address);
      put32(bytes, at + next + 3, millis);
    }
    found.timeAddress = true;
  } else if (kind === TS_PRESPECIFIED && !isForeign(be32(bytes, at + next - 1) as Ipv4)) {
    if (address !== undefined) put32(bytes, at + next + 3, millis);
  } else return undefined;
  found.timeValue = true;
  bytes[at + 2] = next + needed;
  return undefined;
}

/** ip_options_build: what a packet leaves this host with. */
function build(net: Network, options: Ipv4Options, source: Ipv4): Ipv4Options {
  const bytes = options.bytes.slice();
  const { route = 0, time = 0 } = options;
  if (options.routeAddress) put32(bytes, route + (bytes[route + 2] ?? 0) - 5, source);
  if (options.timeAddress) put32(bytes, time + (bytes[time + 2] ?? 0) - 9, source);
  if (options.timeValue) put32(bytes, time + (bytes[time + 2] ?? 0) - 5, timeOfDay(net));
  return { bytes };
}

/** The options of a packet that a socket sends (IP_OPTIONS, as setsockopt(2) takes them). */
export function sentOptions(net: Network, device: Device, asked: Uint8Array, source: Ipv4): Ipv4Options {
  const padded = new Uint8Array((asked.length + 3) & ~3);
  padded.set(asked);
  const isForeign = (address: Ipv4) => addressTypeAt(device, address) === "unicast";
  return build(net, compile(padded, { address: undefined, millis: 0, isForeign }).options, source);
}

/** fib_compute_spec_dst: the address that this host would answer by. */
function answeringAddress(device: Device, ip: Ipv4Packet, local: boolean): Ipv4 {
  if (local) return ip.destination;
  const { netns, link } = device;
  const { config } = netns.view;
  if (isIpv4Zeronet(ip.source)) return (selectSource4(config, link, ip.source, SCOPE.link) ?? 0) as Ipv4;
  const found = lookupRoute(config, netns.id, { destination: ip.source, tos: ip.tos, oif: device.l3master?.id });
  const out =
    found.kind === "route" && found.nextHop.link !== undefined ? netns.view.device(found.nextHop.link) : undefined;
  const source =
    found.kind === "route" && out ? routeSource4(config, found.route, found.nextHop, out.link, undefined) : undefined;
  return (source ?? selectSource4(config, link, ip.source, SCOPE.global) ?? 0) as Ipv4;
}

/**
 * ip_rcv_options: a packet with options came in. Undefined when they are malformed, which its sender is told, or ask for a way
 * that is not accepted here.
 *
 * @param local it is for this host and no group or broadcast
 */
export function receivedOptions(net: Network, device: Device, ip: Ipv4Packet, local: boolean): Ipv4Packet | undefined {
  if (ip.options === undefined) return ip;
  const isForeign = (address: Ipv4) => addressTypeAt(device, address) === "unicast";
  const address = answeringAddress(device, ip, local);
  const { options, problem } = compile(ip.options.bytes, { address, millis: timeOfDay(net), isForeign });
  const received = { ...ip, options };
  if (problem !== undefined) {
    device.netns.mib.ip.InHdrErrors++;
    icmpError(net, device, received, "parameter-problem", 0, (IPV4_HEADER + problem) * 2 ** 24);
    return undefined;
  }
  return options.sourceRoute && !device.conf.acceptsSourceRoute ? undefined : received;
}

/**
 * The packet as an error quotes it: where options were written into, the sum of its header is still what it was before
 * (ip_send_check comes later).
 */
export function quotedPacket(ip: Ipv4Packet): Ipv4Packet {
  const { options } = ip;
  if (options?.before === undefined) return ip;
  const stale = headerSum4({ ...ip, options: { bytes: options.before } });
  return headerSum4(ip) === stale ? ip : { ...ip, wrongSum: stale };
}

/** ip_forward_options: a router is known by the address of the device that a packet leaves by. */
export function forwardedOptions(
  options: Ipv4Options,
  device: Device,
  found: Extract<FibResult, { kind: "route" }>,
  out: Device,
): Ipv4Options {
  if (!options.routeAddress) return { bytes: options.bytes };
  const bytes = options.bytes.slice();
  const source = routeSource4(device.netns.view.config, found.route, found.nextHop, out.link, undefined) ?? 0;
  const { route = 0 } = options;
  put32(bytes, route + (bytes[route + 2] ?? 0) - 5, source as number);
  return { bytes };
}

/** ip_options_echo: the options of what answers a packet, which collect on. */
export function answeredOptions(net: Network, device: Device, ip: Ipv4Packet, source: Ipv4): Ipv4Options | undefined {
  const { options } = ip;
  if (options === undefined) return undefined;
  const { route, time } = options;
  const answer: number[] = [];
  const at: { route?: number; time?: number } = {};
  const copyOf = (at: number) => options.bytes.subarray(at, at + (options.bytes[at + 1] ?? 0));
  let routeAddress = false;
  let timeAddress = false;
  let timeValue = false;
  if (route !== undefined) {
    at.route = answer.length;
    const copy = copyOf(route).slice();
    const next = copy[2] ?? 0;
    if (options.routeAddress && next + 3 <= copy.length) {
      copy[2] = next + 4;
      routeAddress = true;
    }
    answer.push(...copy);
  }
  if (time !== undefined) {
    at.time = answer.length;
    const copy = copyOf(time).slice();
    let next = copy[2] ?? 0;
    const prespecified = ((copy[3] ?? 0) & 15) === TS_PRESPECIFIED;
    if (next <= copy.length) {
      if (options.timeAddress) {
        timeAddress = true;
        next += 4;
      }
      if (options.timeValue && !prespecified) {
        timeValue = true;
        next += 4;
      } else if (options.timeValue && next + 7 <= copy.length) {
        if (addressTypeAt(device, be32(copy, next - 1) as Ipv4) !== "unicast") {
          timeValue = true;
          next += 8;
        }
      }
      copy[2] = next;
    }
    answer.push(...copy);
  }
  if (answer.length === 0) return undefined;
  while (answer.length & 3) answer.push(END);
  return build(net, { bytes: Uint8Array.from(answer), ...at, routeAddress, timeAddress, timeValue }, source);
}

/** ip_options_fragment: later pieces go without what no piece but the first carries. */
export function laterPieceOptions(options: Ipv4Options): Ipv4Options {
  const bytes = options.bytes.slice();
  for (let at = 0; at < bytes.length && bytes[at] !== END; ) {
    const length = bytes[at] === NOOP ? 1 : Math.max(2, bytes[at + 1] ?? 2);
    if ((bytes[at] ?? 0) < 128) bytes.fill(NOOP, at, at + length);
    at += length;
  }
  return { bytes };
}
