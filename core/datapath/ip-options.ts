/**
 * Options of IPv4 that packets collect on their way: record route and timestamps (net/ipv4/ip_options.c; RFC 791 section 3.1,
 * RFC 1122 section 3.2.1.8).
 *
 * Same as Linux: what each host writes into them and when, which address that is, what is told back with replies and errors.
 * Absent: source routes, which nobody here can send; options that are malformed, and timestamps whose count of those left out
 * runs over.
 */
import { type Ipv4, isIpv4Zeronet } from "../address/ipv4.ts";
import { SCOPE } from "../model/address.ts";
import { be32, put32 } from "../wire/bytes.ts";
import type { Ipv4Options, Ipv4Packet } from "../wire/frame.ts";
import { type FibResult, lookupRoute } from "./fib.ts";
import type { Network } from "./network.ts";
import { addressTypeAt } from "./route-output.ts";
import { routeSource4, selectSource4 } from "./source.ts";
import type { Device } from "./view.ts";

const END = 0;
const NOOP = 1;
const RECORD_ROUTE = 7;
const TIMESTAMP = 68;
/** IPOPT_TS_*: the low half of a timestamp option's fourth octet. */
const TS_ONLY = 0;
const TS_AND_ADDRESS = 1;
const TS_PRESPECIFIED = 3;
const DAY_MILLIS = 86_400_000;

/** Where the options begin that collect something, -1 for those that are not there. */
function places(bytes: Uint8Array): { readonly route: number; readonly time: number } {
  let route = -1;
  let time = -1;
  for (let at = 0; at < bytes.length; ) {
    const type = bytes[at];
    if (type === END) break;
    if (type === NOOP) {
      at++;
      continue;
    }
    if (type === RECORD_ROUTE) route = at;
    if (type === TIMESTAMP) time = at;
    at += Math.max(2, bytes[at + 1] ?? 2);
  }
  return { route, time };
}

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

/** ip_options_compile: takes the next place in each option, and writes into it what is known yet. */
function compile(options: Uint8Array, writing: Writing): Ipv4Options {
  const bytes = options.slice();
  const { route, time } = places(bytes);
  const { address } = writing;
  let routeAddress = false;
  let timeAddress = false;
  let timeValue = false;
  if (route >= 0) {
    const at = bytes[route + 2] ?? 0;
    if (at + 3 <= (bytes[route + 1] ?? 0)) {
      if (address !== undefined) put32(bytes, route + at - 1, address);
      bytes[route + 2] = at + 4;
      routeAddress = true;
    }
  }
  if (time >= 0) {
    const at = bytes[time + 2] ?? 0;
    const length = bytes[time + 1] ?? 0;
    const kind = (bytes[time + 3] ?? 0) & 15;
    if (at > length) {
      // Somebody more who found no room.
      if (kind !== TS_PRESPECIFIED && address !== undefined) bytes[time + 3] = (bytes[time + 3] ?? 0) + 16;
    } else if (kind === TS_ONLY) {
      if (address !== undefined) put32(bytes, time + at - 1, writing.millis);
      bytes[time + 2] = at + 4;
      timeValue = true;
    } else if (kind === TS_AND_ADDRESS) {
      if (address !== undefined) {
        put32(bytes, time + at - 1, address);
        put32(bytes, time + at + 3, writing.millis);
      }
      bytes[time + 2] = at + 8;
      timeAddress = true;
      timeValue = true;
    } else if (!writing.isForeign(be32(bytes, time + at - 1) as Ipv4)) {
      if (address !== undefined) put32(bytes, time + at + 3, writing.millis);
      bytes[time + 2] = at + 8;
      timeValue = true;
    }
  }
  return { bytes, routeAddress, timeAddress, timeValue };
}

/** ip_options_build: what a packet leaves this host with. */
function build(net: Network, options: Ipv4Options, source: Ipv4): Ipv4Options {
  const bytes = options.bytes.slice();
  const { route, time } = places(bytes);
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
  return build(net, compile(padded, { address: undefined, millis: 0, isForeign }), source);
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

/** ip_rcv_options: a packet with options came in. @param local it is for this host and no group or broadcast */
export function receivedOptions(net: Network, device: Device, ip: Ipv4Packet, local: boolean): Ipv4Packet {
  if (ip.options === undefined) return ip;
  const isForeign = (address: Ipv4) => addressTypeAt(device, address) === "unicast";
  const address = answeringAddress(device, ip, local);
  return { ...ip, options: compile(ip.options.bytes, { address, millis: timeOfDay(net), isForeign }) };
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
  const { route } = places(bytes);
  put32(bytes, route + (bytes[route + 2] ?? 0) - 5, source as number);
  return { bytes };
}

/** ip_options_echo: the options of what answers a packet, which collect on. */
export function answeredOptions(net: Network, device: Device, ip: Ipv4Packet, source: Ipv4): Ipv4Options | undefined {
  const { options } = ip;
  if (options === undefined) return undefined;
  const { route, time } = places(options.bytes);
  const answer: number[] = [];
  const take = (at: number) => options.bytes.subarray(at, at + (options.bytes[at + 1] ?? 0));
  let routeAddress = false;
  let timeAddress = false;
  let timeValue = false;
  if (route >= 0) {
    const copy = take(route).slice();
    const at = copy[2] ?? 0;
    if (options.routeAddress && at + 3 <= copy.length) {
      copy[2] = at + 4;
      routeAddress = true;
    }
    answer.push(...copy);
  }
  if (time >= 0) {
    const copy = take(time).slice();
    let at = copy[2] ?? 0;
    const prespecified = ((copy[3] ?? 0) & 15) === TS_PRESPECIFIED;
    if (at <= copy.length) {
      if (options.timeAddress) {
        timeAddress = true;
        at += 4;
      }
      if (options.timeValue && !prespecified) {
        timeValue = true;
        at += 4;
      } else if (options.timeValue && at + 7 <= copy.length) {
        if (addressTypeAt(device, be32(copy, at - 1) as Ipv4) !== "unicast") {
          timeValue = true;
          at += 8;
        }
      }
      copy[2] = at;
    }
    answer.push(...copy);
  }
  if (answer.length === 0) return undefined;
  while (answer.length & 3) answer.push(END);
  return build(net, { bytes: Uint8Array.from(answer), routeAddress, timeAddress, timeValue }, source);
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
