/**
 * One line of tcpdump for one packet, link layer first (print-ether.c, print-sll.c, print-arp.c of tcpdump 4.99 for the
 * text).
 *
 * Same as the original: MPLS, ARP, ICMP, ICMPv6 with neighbor discovery and listener reports, UDP, TCP, fragments, VLAN tags,
 * spanning tree, what tunnels over IPv4 and VXLAN carry, HTTP, FTP, SMTP and RTSP.
 * Absent: what else is carried over UDP and TCP (DNS, DHCP, NTP, ...), and other link and network layers, which are dumped as octets.
 */
import { formatIpv4, type Ipv4 } from "../../address/ipv4.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { COOKED_HEADER, COOKED1_HEADER } from "../cooked.ts";
import { LINK_TYPE } from "../pcap-file.ts";
import { hexAndAsciiDump } from "./hex.ts";
import { printIpv4, printIpv6 } from "./ip.ts";
import { printLabels } from "./mpls.ts";
import { type PrintOptions, who, whoEthernet } from "./options.ts";
import { isStp, printStp } from "./stp.ts";

const ETHER_TYPES: Readonly<Record<number, string>> = {
  2048: "IPv4",
  2054: "ARP",
  32821: "Reverse ARP",
  33024: "802.1Q",
  34525: "IPv6",
  34887: "MPLS unicast",
  34984: "802.1Q-QinQ",
  35020: "LLDP",
};
/** What is printed beyond the link layer. */
const READ: Readonly<Record<number, true>> = {
  2048: true,
  2054: true,
  32821: true,
  33024: true,
  34525: true,
  34887: true,
  34984: true,
};
const COOKED_TYPES = ["In", "B", "M", "P", "Out"];

function etherTypeText(etherType: number): string {
  return `${ETHER_TYPES[etherType] ?? "Unknown"} ${hexType(etherType)}`;
}

function hexType(etherType: number): string {
  return `(0x${etherType.toString(16).padStart(4, "0")})`;
}

/** The text of a packet, without time and line feed. `length` is how long it was before it was cut to what was kept. */
export function printPacket(bytes: Uint8Array, length: number, linkType: number, options: PrintOptions): string {
  switch (linkType) {
    case LINK_TYPE.cooked2:
      return cooked(bytes, length, options);
    case LINK_TYPE.cooked1:
      return cooked1(bytes, length, options);
    case LINK_TYPE.raw:
      return raw(bytes, length, options);
    default:
      return printEthernet(bytes, length, options);
  }
}

/** What of a packet -x, -X and -A dump: what stands behind the link layer, tags included. */
export function dumpedPart(bytes: Uint8Array, linkType: number): Uint8Array {
  if (linkType === LINK_TYPE.raw) return bytes;
  if (linkType === LINK_TYPE.cooked1) return bytes.subarray(COOKED1_HEADER);
  let at = linkType === LINK_TYPE.cooked2 ? COOKED_HEADER : 14;
  let etherType = be16(bytes, linkType === LINK_TYPE.cooked2 ? 0 : 12);
  while (etherType === ETHER_TYPE.vlan && at + 4 <= bytes.length) {
    etherType = be16(bytes, at + 2);
    at += 4;
  }
  return bytes.subarray(at);
}

function cooked(bytes: Uint8Array, length: number, options: PrintOptions): string {
  if (bytes.length < COOKED_HEADER) return " [|sll2]";
  const ifindex = be32(bytes, 4);
  const name = options.deviceName(ifindex) ?? "?";
  const type = COOKED_TYPES[bytes[10] ?? 0] ?? "?";
  let out = `${name.padEnd(5)} ${type.padEnd(3)} `;
  const etherType = be16(bytes, 0);
  if (options.link) {
    out += `ifindex ${ifindex} ${bytes[11] === 6 ? `${whoEthernet(options, bytes.subarray(12, 18))} ` : ""}`;
    if (!options.quiet) out += `ethertype ${etherTypeText(etherType)}, length ${length}: `;
  }
  return out + printNetwork(etherType, bytes.subarray(COOKED_HEADER), length - COOKED_HEADER, options);
}

/** sll_if_print. */
function cooked1(bytes: Uint8Array, length: number, options: PrintOptions): string {
  if (bytes.length < COOKED1_HEADER) return " [|sll]";
  const etherType = be16(bytes, 14);
  let out = "";
  if (options.link) {
    out += `${(COOKED_TYPES[bytes[1] ?? 0] ?? "?").padStart(3)} `;
    if (be16(bytes, 4) === 6) out += `${whoEthernet(options, bytes.subarray(6, 12))} `;
    if (!options.quiet) out += `ethertype ${etherTypeText(etherType)}, length ${length}: `;
  }
  return out + printNetwork(etherType, bytes.subarray(COOKED1_HEADER), length - COOKED1_HEADER, options);
}

/** raw_if_print. */
function raw(bytes: Uint8Array, length: number, options: PrintOptions): string {
  const etherType = (bytes[0] ?? 0) >> 4 === 6 ? ETHER_TYPE.ipv6 : ETHER_TYPE.ipv4;
  return `${options.link ? "ip: " : ""}${printNetwork(etherType, bytes, length, options)}`;
}

/** A frame. */
export function printEthernet(bytes: Uint8Array, length: number, options: PrintOptions): string {
  if (bytes.length < 14) return " [|ether]";
  let out = "";
  const etherType = be16(bytes, 12);
  // What cannot be read further shows its link layer, asked for or not.
  const stp = etherType <= 1500 && isStp(bytes.subarray(14));
  if (options.link || !(etherType in READ || stp)) {
    out += `${whoEthernet(options, bytes.subarray(6, 12))} > ${whoEthernet(options, bytes.subarray(0, 6))}`;
    if (options.quiet) out += `, ${ETHER_TYPES[etherType] ?? `Unknown Ethertype ${hexType(etherType)}`}`;
    else if (etherType > 1500) out += `, ethertype ${etherTypeText(etherType)}`;
    else out += ", 802.3";
    // Of a frame with a length it is that length.
    out += `, length ${etherType > 1500 ? length : length - 14}: `;
  }
  if (stp) return out + printStp(bytes.subarray(14), options);
  return out + printNetwork(etherType, bytes.subarray(14), length - 14, options);
}

/** What stands behind a link layer. */
export function printNetwork(etherType: number, bytes: Uint8Array, length: number, options: PrintOptions): string {
  switch (etherType) {
    case ETHER_TYPE.ipv4:
      return `${options.link ? "" : "IP "}${printIpv4(bytes, length, options)}`;
    case ETHER_TYPE.ipv6:
      return `${options.link ? "" : "IP6 "}${printIpv6(bytes, length, options)}`;
    case ETHER_TYPE.arp:
    case ETHER_TYPE.rarp:
      return `${options.link ? "" : "ARP, "}${arp(bytes, length, options)}`;
    case ETHER_TYPE.mpls: {
      const { text, length: stack, version } = printLabels(bytes, options);
      if (version === 0)
        return text + (options.quiet || options.dumping ? "" : hexAndAsciiDump(bytes.subarray(stack), "\t"));
      const type = version === 4 ? ETHER_TYPE.ipv4 : ETHER_TYPE.ipv6;
      const inner = printNetwork(type, bytes.subarray(stack), length - stack, options);
      return `${text}${options.verbose > 0 ? "\n\t" : " "}${inner}`;
    }
    case ETHER_TYPE.serviceVlan:
    case ETHER_TYPE.vlan: {
      if (bytes.length < 4) return " [|vlan]";
      const tag = be16(bytes, 0);
      const inner = be16(bytes, 2);
      let out = "";
      if (options.link) {
        out += `vlan ${tag & 0xfff}, p ${tag >> 13}${tag & 0x1000 ? ", DEI" : ""}, `;
        if (options.quiet) out += `${ETHER_TYPES[inner] ?? `Unknown Ethertype ${hexType(inner)}`}, `;
        else if (inner > 1500) out += `ethertype ${etherTypeText(inner)}, `;
      }
      return out + printNetwork(inner, bytes.subarray(4), length - 4, options);
    }
    default:
      return options.quiet || options.dumping ? "" : hexAndAsciiDump(bytes, "\t");
  }
}

function arp(bytes: Uint8Array, length: number, options: PrintOptions): string {
  if (bytes.length < 28) return " [|arp]";
  const operation = be16(bytes, 6);
  const mac = (at: number) => whoEthernet(options, bytes.subarray(at, at + 6));
  const ip = (at: number) => who(options, formatIpv4(be32(bytes, at) as Ipv4));
  let out = options.verbose > 0 ? "Ethernet (len 6), IPv4 (len 4), " : "";
  if (operation === 1) {
    const target = bytes.subarray(18, 24).some((octet) => octet !== 0) ? ` (${mac(18)})` : "";
    out += `Request who-has ${ip(24)}${target} tell ${ip(14)}`;
  } else if (operation === 2) out += `Reply ${ip(14)} is-at ${mac(8)}`;
  else if (operation === 3) out += `Reverse Request who-is ${mac(18)} tell ${mac(8)}`;
  else if (operation === 4) out += `Reverse Reply ${mac(18)} at ${ip(24)}`;
  else if (operation === 8) out += `Inverse Request who-is ${mac(18)} tell ${mac(8)}`;
  else if (operation === 9) out += `Inverse Reply ${mac(18)} at ${ip(24)}`;
  else out += `Unknown (${operation})`;
  return `${out}, length ${length}`;
}
