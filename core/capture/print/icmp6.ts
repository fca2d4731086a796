/** ICMPv6, neighbor discovery and listener reports as tcpdump prints them (print-icmp6.c). */
import { ipv6FromBytes } from "../../address/ipv6.ts";
import { macFromBytes } from "../../address/mac.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import { checksumAdd, checksumFinish } from "../../wire/checksum.ts";
import { expandCode, expandDelayCode } from "../../wire/igmp.ts";
import { parseDomains } from "../../wire/router-advertisement.ts";
import { portName } from "../services.ts";
import { hexDump } from "./hex.ts";
import type { Carrier } from "./ip.ts";
import { type PrintOptions, who } from "./options.ts";

const TYPES: Readonly<Record<number, string>> = {
  1: "destination unreachable",
  2: "packet too big",
  3: "time exceeded in-transit",
  4: "parameter problem",
  128: "echo request",
  129: "echo reply",
  130: "multicast listener query",
  131: "multicast listener report",
  132: "multicast listener done",
  133: "router solicitation",
  134: "router advertisement",
  135: "neighbor solicitation",
  136: "neighbor advertisement",
  137: "redirect",
  143: "multicast listener report v2",
};
const UNREACHABLE: Readonly<Record<number, string>> = {
  0: "unreachable route",
  // Two spaces, as the original has them.
  1: " unreachable prohibited",
  2: "beyond scope",
  3: "unreachable address",
  4: "unreachable port",
};
const RECORDS = ["", "is_in", "is_ex", "to_in", "to_ex", "allow", "block"];
/** Options of neighbor discovery. */
const OPTIONS: Readonly<Record<number, string>> = {
  1: "source link-address",
  2: "destination link-address",
  3: "prefix info",
  4: "redirected header",
  5: "mtu",
  7: "advertisement interval",
  8: "homeagent information",
  24: "route info",
  25: "rdnss",
  31: "dnssl",
};
/** Neighbor discovery: the length stands right behind the type, and options follow. */
const DISCOVERY = new Set([133, 134, 135, 136, 137]);

export function printIcmp6(bytes: Uint8Array, length: number, carrier: Carrier, options: PrintOptions): string {
  if (bytes.length < 8) return "[|icmp6]";
  const type = bytes[0] ?? 0;
  let out = "";
  if (options.verbose > 0 && !carrier.fragmented && bytes.length >= length) {
    const sum = checksumFinish(checksumAdd(carrier.pseudo(58, length), bytes));
    if (sum === 0) out += "[icmp6 sum ok] ";
    else {
      const zeroed = Uint8Array.from(bytes, (octet, i) => (i === 2 || i === 3 ? 0 : octet));
      const right = checksumFinish(checksumAdd(carrier.pseudo(58, length), zeroed));
      out += `[bad icmp6 cksum ${hex4(be16(bytes, 2))} -> ${hex4(right)}!] `;
    }
  }
  out += `ICMP6, ${TYPES[type] ?? `unknown icmp6 type (${type})`}`;
  if (options.verbose > 0 && DISCOVERY.has(type)) out += `, length ${length}`;
  out += details(bytes, type, options);
  if (options.verbose === 0) out += `, length ${length}`;
  return out;
}

function hex4(value: number): string {
  return `0x${value.toString(16).padStart(4, "0")}`;
}

function details(bytes: Uint8Array, type: number, options: PrintOptions): string {
  const address = (at: number) => who(options, ipv6FromBytes(bytes.subarray(at, at + 16)));
  const code = bytes[1] ?? 0;
  switch (type) {
    case 1:
      return unreachable(bytes, code, options);
    case 2:
      return `, mtu ${be32(bytes, 4)}`;
    case 3:
      if (code === 0) return bytes.length < 48 ? "" : ` for ${address(32)}`;
      return code === 1 ? " (reassembly)" : `, unknown code (${code})`;
    case 4: {
      const at = be32(bytes, 4);
      return (
        [
          `, erroneous - octet ${at}`,
          `, next header - octet ${at}`,
          `, option - octet ${at}`,
          `, incomplete header chain - octet ${at}`,
        ][code] ?? `, code-#${code}`
      );
    }
    case 128:
    case 129:
      return `, id ${be16(bytes, 4)}, seq ${be16(bytes, 6)}`;
    case 133:
      return options.verbose > 0 ? discoveryOptions(bytes.subarray(8), options) : "";
    case 134:
      return options.verbose > 0 ? advertisement(bytes, options) : "";
    case 137: {
      if (bytes.length < 40) return " [|icmp6]";
      const out = `, ${address(24)} to ${address(8)}`;
      return options.verbose > 0 ? out + discoveryOptions(bytes.subarray(40), options) : out;
    }
    case 135:
      if (bytes.length < 24) return " [|icmp6]";
      return `, who has ${address(8)}${options.verbose > 0 ? discoveryOptions(bytes.subarray(24), options) : ""}`;
    case 136: {
      if (bytes.length < 24) return " [|icmp6]";
      let out = `, tgt is ${address(8)}`;
      if (options.verbose === 0) return out;
      const flags = bytes[4] ?? 0;
      const names = [flags & 0x80 ? "router" : "", flags & 0x40 ? "solicited" : "", flags & 0x20 ? "override" : ""];
      out += `, Flags [${names.filter(Boolean).join(", ") || "none"}]`;
      return out + discoveryOptions(bytes.subarray(24), options);
    }
    case 130:
      return bytes.length >= 28 ? listenerQuery(bytes, options) : olderListener(bytes, options);
    case 131:
    case 132:
      return olderListener(bytes, options);
    case 143:
      return listenerReport(bytes, options);
    default:
      return "";
  }
}

function unreachable(bytes: Uint8Array, code: number, options: PrintOptions): string {
  let out = `, ${UNREACHABLE[code] ?? `unknown unreach code (${code})`}`;
  if (bytes.length < 48) return out;
  const destination = who(options, ipv6FromBytes(bytes.subarray(32, 48)));
  if (code === 0 || code === 1 || code === 3) out += ` ${destination}`;
  else if (code === 2) out += ` ${destination}, source address ${who(options, ipv6FromBytes(bytes.subarray(16, 32)))}`;
  else if (code === 4 && bytes.length >= 52) {
    const protocol = bytes[14] ?? 0;
    const port = be16(bytes, 50);
    const transport = protocol === 6 ? "tcp" : protocol === 17 ? "udp" : undefined;
    if (transport) {
      const name = options.numeric ? undefined : portName(port, transport);
      out += `, ${destination} ${transport} port ${name ?? port}`;
    } else out += `, ${destination} protocol ${protocol} port ${port} unreachable`;
  }
  return out;
}

function discoveryOptions(bytes: Uint8Array, options: PrintOptions): string {
  let out = "";
  for (let at = 0; at + 2 <= bytes.length; ) {
    const type = bytes[at] ?? 0;
    const units = bytes[at + 1] ?? 0;
    if (units === 0 || at + 8 * units > bytes.length) return out;
    const value = bytes.subarray(at + 2, at + 8 * units);
    out += `\n\t  ${OPTIONS[type] ?? "unknown"} option (${type}), length ${8 * units} (${units}): `;
    const known = discoveryOption(type, bytes.subarray(at, at + 8 * units), options);
    if (known !== undefined) out += known;
    else if (options.verbose < 2) out += hexDump(value, "\t  ");
    if (options.verbose > 1) out += hexDump(value, "\t    ");
    at += 8 * units;
  }
  return out;
}

const PREFERENCES = ["medium", "high", "rsv", "low"];

/** bittok2str. */
function flagNames(flags: number, names: Readonly<Record<number, string>>): string {
  const given = Object.entries(names).filter(([bit]) => flags & Number(bit));
  // The highest bit first.
  return (
    given
      .reverse()
      .map(([, name]) => name)
      .join(", ") || "none"
  );
}

function advertisement(bytes: Uint8Array, options: PrintOptions): string {
  if (bytes.length < 16) return " [|icmp6]";
  const flags = bytes[5] ?? 0;
  const names = flagNames(flags, { 32: "home agent", 64: "other stateful", 128: "managed" });
  return (
    `\n\thop limit ${bytes[4]}, Flags [${names}], pref ${PREFERENCES[(flags >> 3) & 3]}, ` +
    `router lifetime ${be16(bytes, 6)}s, reachable time ${be32(bytes, 8)}ms, retrans timer ${be32(bytes, 12)}ms` +
    discoveryOptions(bytes.subarray(16), options)
  );
}

/** get_lifetime. */
function lifetime(seconds: number): string {
  return seconds === 0xffffffff ? "infinity" : `${seconds}s`;
}

/** What an option says; undefined for those that are shown as octets. */
function discoveryOption(type: number, bytes: Uint8Array, options: PrintOptions): string | undefined {
  const address = (at: number): string => {
    const whole = new Uint8Array(16);
    whole.set(bytes.subarray(at, at + 16));
    return who(options, ipv6FromBytes(whole));
  };
  switch (type) {
    case 1:
    case 2:
      return macFromBytes(bytes.subarray(2, 8));
    case 3: {
      const flags = flagNames(bytes[3] ?? 0, { 32: "router", 64: "auto", 128: "onlink" });
      const [valid, preferred] = [lifetime(be32(bytes, 4)), lifetime(be32(bytes, 8))];
      return `${address(16)}/${bytes[2]}, Flags [${flags}], valid time ${valid}, pref. time ${preferred}`;
    }
    case 4:
      return hexDump(bytes, "\t    ");
    case 5:
      return ` ${be32(bytes, 4)}`;
    case 24: {
      const preference = PREFERENCES[((bytes[3] ?? 0) >> 3) & 3];
      return ` ${address(8)}/${bytes[2]}, pref=${preference}, lifetime=${lifetime(be32(bytes, 4))}`;
    }
    case 25: {
      let out = ` lifetime ${be32(bytes, 4)}s,`;
      for (let at = 8; at + 16 <= bytes.length; at += 16) out += ` addr: ${address(at)}`;
      return out;
    }
    case 31: {
      const domains = parseDomains(bytes.subarray(8)).map((domain) => ` ${domain}.`);
      return ` lifetime ${be32(bytes, 4)}s, domain(s):${domains.join("")}`;
    }
    default:
      return undefined;
  }
}

/** mld6_print. */
function olderListener(bytes: Uint8Array, options: PrintOptions): string {
  if (bytes.length < 24) return " [|icmp6]";
  return `max resp delay: ${be16(bytes, 4)} addr: ${who(options, ipv6FromBytes(bytes.subarray(8, 24)))}`;
}

/** mldv2_query_print. */
function listenerQuery(bytes: Uint8Array, options: PrintOptions): string {
  let out = " v2";
  if (options.verbose > 0) out += ` [max resp delay=${expandDelayCode(be16(bytes, 4))}]`;
  out += ` [gaddr ${who(options, ipv6FromBytes(bytes.subarray(8, 24)))}`;
  if (options.verbose > 0) {
    const [flags, interval] = [bytes[24] ?? 0, bytes[25] ?? 0];
    if (flags & 8) out += " sflag";
    if (flags & 7) out += ` robustness=${flags & 7}`;
    out += ` qqi=${expandCode(interval)}`;
  }
  const sources = be16(bytes, 26);
  if (sources > 0) {
    const each = Array.from({ length: sources }, (_, i) => bytes.subarray(28 + 16 * i, 44 + 16 * i));
    const all = each.filter(({ length }) => length === 16).map((octets) => ` ${who(options, ipv6FromBytes(octets))}`);
    out += options.verbose > 1 ? ` {${all.join("")} }` : `, ${sources} source(s)`;
  }
  return `${out}]`;
}

function listenerReport(bytes: Uint8Array, options: PrintOptions): string {
  const groups = be16(bytes, 6);
  let out = `, ${groups} group record(s)`;
  if (options.verbose === 0) return out;
  let at = 8;
  for (let i = 0; i < groups && at + 20 <= bytes.length; i++) {
    const sources = be16(bytes, at + 2);
    out += ` [gaddr ${who(options, ipv6FromBytes(bytes.subarray(at + 4, at + 20)))} ${RECORDS[bytes[at] ?? 0]}`;
    if (options.verbose > 1) {
      out += " {";
      for (let j = 0; j < sources; j++)
        out += ` ${who(options, ipv6FromBytes(bytes.subarray(at + 20 + 16 * j, at + 36 + 16 * j)))}`;
      out += " }]";
    } else out += `, ${sources} source(s)]`;
    at += 20 + 16 * sources;
  }
  return out;
}
