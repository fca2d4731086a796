/** GRE as tcpdump prints it (print-gre.c). */
import { be16, be32 } from "../../wire/bytes.ts";
import type { PrintOptions } from "./options.ts";
import { printEthernet, printNetwork } from "./packet.ts";

const FLAGS: readonly (readonly [bit: number, text: string])[] = [
  [0x8000, "checksum present"],
  [0x4000, "routing present"],
  [0x2000, "key present"],
  [0x1000, "sequence# present"],
  [0x0800, "source routing present"],
];
const ETHER_TYPES: Readonly<Record<number, string>> = { 2048: "IPv4", 2054: "ARP", 25944: "TEB", 34525: "IPv6" };

/** ETH_P_TEB: a frame. */
const ETHERNET = 0x6558;

const hex = (value: number): string => `0x${value.toString(16)}`;

export function printGre(bytes: Uint8Array, length: number, options: PrintOptions): string {
  if (bytes.length < 4) return " [|gre]";
  const flags = be16(bytes, 0);
  const version = flags & 7;
  let out = `GREv${version}`;
  if (version !== 0) return `${out}, length ${length}`;
  const protocol = be16(bytes, 2);
  if (options.verbose > 0) {
    const set = FLAGS.filter(([bit]) => flags & bit).map(([, text]) => text);
    out += `, Flags [${set.join(", ") || "none"}]`;
  }
  let at = 4;
  if (flags & 0xc000) {
    if (at + 4 > bytes.length) return `${out} [|gre]`;
    if (options.verbose > 0) out += `, sum 0x${be16(bytes, at).toString(16)}`;
    out += `, off 0x${be16(bytes, at + 2).toString(16)}`;
    at += 4;
  }
  if (flags & 0x2000) {
    if (at + 4 > bytes.length) return `${out} [|gre]`;
    out += `, key=0x${be32(bytes, at).toString(16)}`;
    at += 4;
  }
  if (flags & 0x1000) {
    if (at + 4 > bytes.length) return `${out} [|gre]`;
    out += `, seq ${be32(bytes, at)}`;
    at += 4;
  }
  if (options.link) {
    out += `, proto ${ETHER_TYPES[protocol] ?? "unknown"} (0x${protocol.toString(16).padStart(4, "0")})`;
  }
  out += `, length ${length}${options.verbose < 1 ? ": " : "\n\t"}`;
  const carried = bytes.subarray(at);
  if (protocol === ETHERNET) return out + printEthernet(carried, length - at, options);
  return (
    out +
    (protocol in ETHER_TYPES ? printNetwork(protocol, carried, length - at, options) : `gre-proto-${hex(protocol)}`)
  );
}
