/** Options of IPv4 headers as tcpdump prints them (ip_optprint, ip_printroute, ip_printts of print-ip.c). */
import { formatIpv4, type Ipv4 } from "../../address/ipv4.ts";
import { be16, be32 } from "../../wire/bytes.ts";
import { type PrintOptions, who } from "./options.ts";

const NAMES: Readonly<Record<number, string>> = {
  0: "EOL",
  1: "NOP",
  7: "RR",
  68: "timestamp",
  130: "security",
  131: "LSRR",
  137: "SSRR",
  148: "RA",
};
const ROUTES = new Set([7, 131, 137]);
const TIMESTAMP = 68;
const ALERT = 148;

/** The options of a header: `NOP,RR 10.0.0.1, 0.0.0.0`. */
export function printIpOptions(bytes: Uint8Array, options: PrintOptions): string {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = bytes[at] ?? 0;
    const name = NAMES[type] ?? `unknown ${type}`;
    if (type < 2) {
      out.push(name);
      if (type === 0) break;
      at++;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    if (length < 2 || at + length > bytes.length) {
      out.push(`${name} [bad length ${length}]`);
      break;
    }
    const option = bytes.subarray(at, at + length);
    out.push(`${name}${detail(type, option, bytes.subarray(at), options)}`);
    at += length;
  }
  return out.join(",");
}

/** @param rest the option, and what stands behind it */
function detail(type: number, option: Uint8Array, rest: Uint8Array, options: PrintOptions): string {
  if (ROUTES.has(type)) return route(option, rest, options);
  if (type === TIMESTAMP) return timestamps(option, options);
  if (type !== ALERT) return "";
  if (option.length !== 4) return ` [bad length ${option.length}]`;
  return be16(option, 2) === 0 ? "" : ` value ${be16(option, 2)}`;
}

/** Addresses; a comma behind those that have been filled in. One that is cut off goes on in what stands behind the option. */
function route(option: Uint8Array, rest: Uint8Array, options: PrintOptions): string {
  if (option.length < 3) return ` [bad length ${option.length}]`;
  let out = "";
  if ((option.length + 1) & 3) out += ` [bad length ${option.length}]`;
  const pointer = (option[2] ?? 0) - 1;
  if (pointer < 3 || (pointer + 1) & 3 || pointer > option.length + 1) out += ` [bad ptr ${option[2]}]`;
  for (let at = 3; at < option.length && at + 4 <= rest.length; at += 4) {
    out += ` ${who(options, formatIpv4(be32(rest, at) as Ipv4))}`;
    if (pointer > at) out += ",";
  }
  return out;
}

function timestamps(option: Uint8Array, options: PrintOptions): string {
  if (option.length < 4) return `[bad length ${option.length}]`;
  let out = " TS{";
  const flags = (option[3] ?? 0) & 15;
  const size = flags === 0 ? 4 : 8;
  if ((option.length - 4) % size !== 0) out += `[bad length ${option.length}]`;
  const pointer = (option[2] ?? 0) - 1;
  let kind = "";
  if (pointer < 4 || (pointer - 4) % size !== 0 || pointer > option.length) out += `[bad ptr ${option[2]}]`;
  if (flags === 0) out += "TSONLY";
  else if (flags === 1) out += "TS+ADDR";
  else if (flags === 3) out += "PRESPEC";
  else {
    out += `[bad ts type ${flags}]`;
    kind = " ";
  }
  let mark = kind;
  for (let at = 4; at + size <= option.length; at += size) {
    if (pointer === at) mark = " ^ ";
    const stamp = be32(option, at + size - 4);
    out += `${mark === "" ? " " : mark}${stamp}@${size === 4 ? "" : who(options, formatIpv4(be32(option, at) as Ipv4))}`;
    mark = " ";
  }
  if (pointer >= option.length) out += " ^ ";
  const missed = (option[3] ?? 0) >> 4;
  return missed ? `${out} [${missed} hops not recorded]} ` : `${out}}`;
}
