/** What primitives of a filter test in a packet: protocols, addresses, ports, groups. Each docstring names libpcap's function where one is meant. */
import { type Ipv4, ipv4Mask } from "../../address/ipv4.ts";
import { type Ipv6, ipv6Bytes } from "../../address/ipv6.ts";
import type { IpAddress } from "../../address/prefix.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { portOf } from "../services.ts";
import { isType, type Layers } from "./layers.ts";
import { Refused, TRANSPORTS } from "./words.ts";

export type Test = (layers: Layers) => boolean;

/** Which end of a packet is meant. */
export type Direction = "src" | "dst" | "or" | "and";
/** Over either family; the others are IPv4's alone, but for icmp6. */
const BOTH = new Set(["tcp", "udp", "sctp", "esp", "ah", "pim"]);

/** The IPv6 header's own next header, or that of a fragment header behind it. */
export function protocol6(l: Layers): number {
  const next = l.bytes[l.network + 6] ?? -1;
  return next === IP_PROTOCOL.fragment ? (l.bytes[l.network + 40] ?? -1) : next;
}

function fits4(bytes: Uint8Array, at: number, address: Ipv4, length: number): boolean {
  return at + 4 <= bytes.length && ((be32(bytes, at) ^ address) & ipv4Mask(length)) === 0;
}

export function fits6(bytes: Uint8Array, at: number, address: Uint8Array, length: number): boolean {
  if (at + 16 > bytes.length) return false;
  for (let bit = 0; bit < length; bit += 8) {
    const mask = length - bit >= 8 ? 0xff : (0xff << (8 - (length - bit))) & 0xff;
    if ((((bytes[at + bit / 8] ?? 0) ^ (address[bit / 8] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

export function directed(direction: Direction, source: boolean, destination: () => boolean): boolean {
  if (direction === "src") return source;
  if (direction === "dst") return destination();
  return direction === "or" ? source || destination() : source && destination();
}

/** gen_protochain: the protocol of a header, or of one that follows it. */
export function chained(l: Layers, network: number, version: 4 | 6, wanted: number): boolean {
  const { bytes } = l;
  let protocol = bytes[network + (version === 4 ? 9 : 6)] ?? -1;
  let at = network + (version === 4 ? ((bytes[network] ?? 0) & 15) * 4 : 40);
  while (protocol !== wanted) {
    if (protocol === 51) {
      protocol = bytes[at] ?? -1;
      at += ((bytes[at + 1] ?? 0) + 2) * 4;
    } else if (version === 6 && [0, 43, 44, 60].includes(protocol)) {
      protocol = bytes[at] ?? -1;
      at += ((bytes[at + 1] ?? 0) + 1) * 8;
    } else return false;
    if (at > bytes.length) return false;
  }
  return true;
}

/** Where a protocol's header begins; undefined when the packet has none, or not at its beginning. */
export function baseOf(l: Layers, proto: string, tags: number): number | undefined {
  switch (proto) {
    case "ether":
      return 0;
    case "link":
      return 0;
    case "ip":
      return isType(l, ETHER_TYPE.ipv4, tags) ? l.network : undefined;
    case "ip6":
      return isType(l, ETHER_TYPE.ipv6, tags) ? l.network : undefined;
    case "arp":
      return isType(l, ETHER_TYPE.arp, tags) ? l.network : undefined;
    case "rarp":
      return isType(l, ETHER_TYPE.rarp, tags) ? l.network : undefined;
    default: {
      const number = TRANSPORTS[proto];
      if (proto === "icmp6") {
        const is = isType(l, ETHER_TYPE.ipv6, tags) && l.bytes[l.network + 6] === number;
        return is ? l.network + 40 : undefined;
      }
      if (!isType(l, ETHER_TYPE.ipv4, tags) || l.bytes[l.network + 9] !== number) return undefined;
      if ((be16(l.bytes, l.network + 6) & 0x1fff) !== 0) return undefined;
      return l.network + ((l.bytes[l.network] ?? 0) & 15) * 4;
    }
  }
}

export function protocolTest(proto: string, tags: number): Test {
  switch (proto) {
    case "ether":
      return () => true;
    case "ip":
      return (l) => isType(l, ETHER_TYPE.ipv4, tags);
    case "ip6":
      return (l) => isType(l, ETHER_TYPE.ipv6, tags);
    case "arp":
      return (l) => isType(l, ETHER_TYPE.arp, tags);
    case "rarp":
      return (l) => isType(l, ETHER_TYPE.rarp, tags);
    case "llc":
      return (l) => l.ethernet && be16(l.bytes, 12) <= 1500;
    case "stp":
      // IEEE 802.3 with LLC, whose destination is the spanning tree.
      return (l) => be16(l.bytes, 12) <= 1500 && l.bytes[14] === 0x42;
    default: {
      const number = TRANSPORTS[proto];
      const both = BOTH.has(proto);
      return (l) =>
        (proto !== "icmp6" && isType(l, ETHER_TYPE.ipv4, tags) && l.bytes[l.network + 9] === number) ||
        ((both || proto === "icmp6") && isType(l, ETHER_TYPE.ipv6, tags) && protocol6(l) === number);
    }
  }
}

/** gen_broadcast, gen_multicast. */
export function groupTest(proto: string, kind: "broadcast" | "multicast", tags: number): Test {
  if (proto === "ip") {
    if (kind === "multicast") return (l) => isType(l, ETHER_TYPE.ipv4, tags) && (l.bytes[l.network + 16] ?? 0) >= 224;
    return (l) => isType(l, ETHER_TYPE.ipv4, tags) && [0, 0xffffffff].includes(be32(l.bytes, l.network + 16));
  }
  if (proto === "ip6") return (l) => isType(l, ETHER_TYPE.ipv6, tags) && l.bytes[l.network + 24] === 0xff;
  if (kind === "multicast") return (l) => ((l.bytes[0] ?? 0) & 1) === 1;
  return (l) => [0, 1, 2, 3, 4, 5].every((i) => l.bytes[i] === 0xff);
}

/** Addresses of IPv4, and those that ARP asks about, or of IPv6. */
export function addressTest(
  proto: string | undefined,
  direction: Direction,
  address: IpAddress,
  length: number,
  tags: number,
): Test {
  const transport = proto === undefined ? undefined : TRANSPORTS[proto];
  if (typeof address !== "number") {
    const octets = ipv6Bytes(address as Ipv6);
    return (l) =>
      isType(l, ETHER_TYPE.ipv6, tags) &&
      (transport === undefined || protocol6(l) === transport) &&
      directed(direction, fits6(l.bytes, l.network + 8, octets, length), () =>
        fits6(l.bytes, l.network + 24, octets, length),
      );
  }
  return (l) => {
    if (proto !== "arp" && proto !== "rarp" && isType(l, ETHER_TYPE.ipv4, tags)) {
      if (transport !== undefined && l.bytes[l.network + 9] !== transport) return false;
      return directed(direction, fits4(l.bytes, l.network + 12, address, length), () =>
        fits4(l.bytes, l.network + 16, address, length),
      );
    }
    const resolution =
      (proto === undefined || proto === "arp" || proto === "rarp") &&
      (isType(l, ETHER_TYPE.arp, tags) || isType(l, ETHER_TYPE.rarp, tags)) &&
      (proto === undefined || isType(l, proto === "arp" ? ETHER_TYPE.arp : ETHER_TYPE.rarp, tags));
    return (
      resolution &&
      directed(direction, fits4(l.bytes, l.network + 14, address, length), () =>
        fits4(l.bytes, l.network + 24, address, length),
      )
    );
  };
}

/** gen_port, gen_portrange. */
export function portTest(proto: string | undefined, direction: Direction, type: string, value: string, tags: number) {
  const texts = type === "port" ? [value] : value.split("-");
  const numbers: number[] = [];
  for (const text of texts) {
    if (/^\d+$/.test(text)) {
      if (Number(text) > 65535) return new Refused(`illegal port number ${text} > 65535`);
      numbers.push(Number(text));
      continue;
    }
    const known = portOf(text);
    if (known === undefined) return new Refused(`unknown port '${value}'`);
    numbers.push(known);
  }
  const first = numbers[0] ?? 0;
  const last = numbers.at(-1) ?? first;
  const transports = proto !== undefined && proto in TRANSPORTS ? [TRANSPORTS[proto]] : [6, 17, 132];
  return (l: Layers) => {
    let at: number;
    if (isType(l, ETHER_TYPE.ipv4, tags) && proto !== "ip6") {
      if (!transports.includes(l.bytes[l.network + 9] ?? -1)) return false;
      if ((be16(l.bytes, l.network + 6) & 0x1fff) !== 0) return false;
      at = l.network + ((l.bytes[l.network] ?? 0) & 15) * 4;
    } else if (isType(l, ETHER_TYPE.ipv6, tags) && proto !== "ip") {
      if (!transports.includes(l.bytes[l.network + 6] ?? -1)) return false;
      at = l.network + 40;
    } else return false;
    if (at + 4 > l.bytes.length) return false;
    const inside = (port: number) => port >= first && port <= last;
    return directed(direction, inside(be16(l.bytes, at)), () => inside(be16(l.bytes, at + 2)));
  };
}
