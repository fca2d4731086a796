/** IPv4 and IPv6 headers and what follows them, as tcpdump prints them (print-ip.c, print-ip6.c). */
import { formatIpv4, type Ipv4 } from "../../address/ipv4.ts";
import { ipv6FromBytes } from "../../address/ipv6.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import { checksum, checksumAdd } from "../../wire/checksum.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { expandCode } from "../../wire/igmp.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { protocolName, protocolTitle } from "../names.ts";
import { printGre } from "./gre.ts";
import { printIcmp } from "./icmp.ts";
import { printIcmp6 } from "./icmp6.ts";
import { printIpOptions } from "./ip-options.ts";
import { type PrintOptions, who } from "./options.ts";
import { printNetwork } from "./packet.ts";
import { printTcp, printUdp } from "./transport.ts";

/** What a transport needs to know of the packet that carries it. */
export interface Carrier {
  readonly version: 4 | 6;
  /** As they are printed, names or not. */
  readonly source: string;
  readonly destination: string;
  /** Behind a fragment header of IPv6 the addresses have been printed already. */
  readonly addressed: boolean;
  readonly fragmented: boolean;
  /** The sum of the pseudo-header for `length` octets of a protocol. */
  readonly pseudo: (protocol: number, length: number) => number;
}

const ECN = ["", ",ECT(1)", ",ECT(0)", ",CE"];

function hex(value: number, digits = 1): string {
  return `0x${value.toString(16).padStart(digits, "0")}`;
}

/** An IPv4 packet. `length` is how long it was on the wire; padding after the packet does not count. */
export function printIpv4(bytes: Uint8Array, length: number, options: PrintOptions): string {
  if (bytes.length < 20) return " [|ip]";
  const header = ((bytes[0] ?? 0) & 15) * 4;
  if (header < 20) return `bad-hlen ${header}`;
  const total = be16(bytes, 2);
  if (total < header) return `bad-len ${total}`;
  const field = be16(bytes, 6);
  const offset = (field & 0x1fff) * 8;
  const more = (field & 0x2000) !== 0;
  const protocol = bytes[9] ?? 0;
  let out = total > length ? `truncated-ip - ${total - length} bytes missing! ` : "";
  if (options.verbose > 0) {
    const tos = bytes[1] ?? 0;
    const flags = [field & 0x2000 ? "+" : "", field & 0x4000 ? "DF" : "", field & 0x8000 ? "rsvd" : ""].filter(Boolean);
    out += `(tos ${hex(tos)}${ECN[tos & 3]}, ttl ${bytes[8]}, id ${be16(bytes, 4)}, offset ${offset}, `;
    out += `flags [${flags.join(", ") || "none"}], proto ${protocolTitle(protocol)} (${protocol}), length ${total}`;
    if (header > 20)
      out += `, options (${printIpOptions(bytes.subarray(20, Math.min(header, bytes.length)), options)})`;
    if (bytes.length >= header && checksum(bytes.subarray(0, header)) !== 0) {
      const sum = be16(bytes, 10);
      const right = checksum(
        Uint8Array.from(bytes.subarray(0, header), (octet, i) => (i === 10 || i === 11 ? 0 : octet)),
      );
      out += `, bad cksum ${sum.toString(16)} (->${right.toString(16)})!`;
    }
    out += ")\n    ";
  }
  const source = who(options, formatIpv4(be32(bytes, 12) as Ipv4));
  const destination = who(options, formatIpv4(be32(bytes, 16) as Ipv4));
  if (offset > 0) {
    const name = options.numeric ? undefined : protocolName(protocol);
    return `${out}${source} > ${destination}: ${name ?? `ip-proto-${protocol}`}`;
  }
  const carrier: Carrier = {
    version: 4,
    source,
    destination,
    addressed: true,
    fragmented: more,
    pseudo: (number, size) => checksumAdd(number + size, bytes.subarray(12, 20)),
  };
  const data = bytes.subarray(header, Math.min(total, bytes.length));
  if (protocol !== 6 && protocol !== 17) out += `${source} > ${destination}: `;
  return out + upper(protocol, data, total - header, carrier, options);
}

export function printIpv6(bytes: Uint8Array, length: number, options: PrintOptions): string {
  if (bytes.length < 40) return " [|ip6]";
  const payload = be16(bytes, 4);
  const next = bytes[6] ?? 0;
  let out = "";
  if (options.verbose > 0) {
    const first = be32(bytes, 0);
    const trafficClass = (first >>> 20) & 0xff;
    const label = first & 0xfffff;
    out += `(${trafficClass ? `class ${hex(trafficClass, 2)}, ` : ""}${label ? `flowlabel ${hex(label, 5)}, ` : ""}`;
    out += `hlim ${bytes[7]}, next-header ${protocolTitle(next)} (${next}) payload length: ${payload}) `;
  }
  const source = who(options, ipv6FromBytes(bytes.subarray(8, 24)));
  const destination = who(options, ipv6FromBytes(bytes.subarray(24, 40)));
  if (next !== 6 && next !== 17) out += `${source} > ${destination}: `;
  let carrier: Carrier = {
    version: 6,
    source,
    destination,
    addressed: next === 6 || next === 17,
    fragmented: false,
    pseudo: (number, size) => checksumAdd(number + size, bytes.subarray(8, 40)),
  };
  const end = Math.min(40 + payload, bytes.length, length);
  let left = payload;
  let at = 40;
  let protocol = next;
  for (;;) {
    if (protocol === IP_PROTOCOL.hopByHop) {
      const size = 8 * ((bytes[at + 1] ?? 0) + 1);
      if (at + size > end) return `${out}HBH [|hbhopt]`;
      out += `HBH ${options.verbose > 0 ? hopOptions(bytes.subarray(at + 2, at + size)) : ""}`;
      protocol = bytes[at] ?? IP_PROTOCOL.none;
      at += size;
      left -= size;
    } else if (protocol === IP_PROTOCOL.destinationOptions) {
      const size = 8 * ((bytes[at + 1] ?? 0) + 1);
      if (at + size > end) return `${out}DSTOPT [|dstopt]`;
      out += `DSTOPT ${options.verbose > 0 ? hopOptions(bytes.subarray(at + 2, at + size)) : ""}`;
      protocol = bytes[at] ?? IP_PROTOCOL.none;
      at += size;
      left -= size;
    } else if (protocol === IP_PROTOCOL.fragment) {
      if (at + 8 > end) return `${out} [|frag]`;
      const field = be16(bytes, at + 2);
      const offset = field & 0xfff8;
      const id = options.verbose > 0 ? `${hex(be32(bytes, at + 4), 8)}:` : "";
      left -= 8;
      out += `frag (${id}${offset}|${left})`;
      if (offset > 0) return out;
      out += " ";
      carrier = { ...carrier, fragmented: (field & 1) === 1 };
      protocol = bytes[at] ?? IP_PROTOCOL.none;
      at += 8;
    } else return out + upper(protocol, bytes.subarray(at, end), left, carrier, options);
  }
}

function hopOptions(bytes: Uint8Array): string {
  let out = "";
  for (let at = 0; at < bytes.length; ) {
    const type = bytes[at];
    if (type === 0) {
      out += "(pad1)";
      at += 1;
      continue;
    }
    if (type === 5) out += `(rtalert: ${hex(be16(bytes, at + 2), 4)}) `;
    else if (type === 1) out += "(padn)";
    else out += `(opt_type ${hex(type ?? 0, 2)}: len=${bytes[at + 1]})`;
    at += 2 + (bytes[at + 1] ?? 0);
  }
  return out.endsWith(" ") ? out : `${out} `;
}

function upper(protocol: number, data: Uint8Array, length: number, carrier: Carrier, options: PrintOptions): string {
  switch (protocol) {
    case IP_PROTOCOL.icmp:
      return printIcmp(data, length, carrier, options);
    case IP_PROTOCOL.igmp:
      return igmp(data, options);
    case IP_PROTOCOL.ipip:
      return printNetwork(ETHER_TYPE.ipv4, data, length, options);
    case IP_PROTOCOL.ipv6:
      return printNetwork(ETHER_TYPE.ipv6, data, length, options);
    case IP_PROTOCOL.gre:
      return printGre(data, length, options);
    case IP_PROTOCOL.tcp:
      return printTcp(data, length, carrier, options);
    case IP_PROTOCOL.udp:
      return printUdp(data, length, carrier, options);
    case IP_PROTOCOL.icmpv6:
      return printIcmp6(data, length, carrier, options);
    case IP_PROTOCOL.none:
      return "no next header";
    default: {
      const name = options.numeric ? undefined : protocolName(protocol);
      return ` ${name ?? `ip-proto-${protocol}`} ${length}`;
    }
  }
}

const RECORDS = ["", "is_in", "is_ex", "to_in", "to_ex", "allow", "block"];

function igmp(data: Uint8Array, options: PrintOptions): string {
  if (options.quiet) return "igmp";
  const wrong = options.verbose > 0 && checksum(data) !== 0;
  return igmpText(data, options) + (wrong ? ` bad igmp cksum ${be16(data, 2).toString(16)}!` : "");
}

/** The time to answer in is told where it is not the ten seconds that it is by default. */
function igmpQuery(data: Uint8Array): string {
  const code = data[1] ?? 0;
  if (data.length >= 12) {
    const tenths = expandCode(code);
    const time = tenths < 600 ? `${(tenths / 10).toFixed(1)}s` : clockText(Math.trunc(tenths / 10));
    return `igmp query v3${tenths === 100 ? "" : ` [max resp time ${time}]`}`;
  }
  if (code === 0) return "igmp query v1";
  return `igmp query v2${code === 100 ? "" : ` [max resp time ${code}]`}`;
}

/** `1m5s`. */
function clockText(seconds: number): string {
  const rest = seconds % 60;
  return `${Math.trunc(seconds / 60)}m${rest === 0 ? "" : `${rest}s`}`;
}

function igmpText(data: Uint8Array, options: PrintOptions): string {
  if (data.length < 8) return "[|igmp]";
  const group = (at: number) => who(options, formatIpv4(be32(data, at) as Ipv4));
  switch (data[0]) {
    case 0x11:
      return igmpQuery(data) + (be32(data, 4) === 0 ? "" : ` [gaddr ${group(4)}]`);
    case 0x12:
      return `igmp v1 report ${group(4)}`;
    case 0x16:
      return `igmp v2 report ${group(4)}`;
    case 0x17:
      return `igmp leave ${group(4)}`;
    case 0x22: {
      let out = `igmp v3 report, ${be16(data, 6)} group record(s)`;
      if (options.verbose === 0) return out;
      let at = 8;
      for (let i = 0; i < be16(data, 6) && at + 8 <= data.length; i++) {
        const sources = be16(data, at + 2);
        out += ` [gaddr ${group(at + 4)} ${RECORDS[data[at] ?? 0]}${options.verbose > 1 ? " { }" : `, ${sources} source(s)`}]`;
        at += 8 + 4 * sources;
      }
      return out;
    }
    default:
      return `igmp-${data[0]}`;
  }
}
