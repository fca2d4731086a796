/** What ping asks routers to write into its packets (-R, -T), and how it shows what they wrote (pr_options of ping.c). */
import type { Ipv4 } from "../../../core/address/ipv4.ts";
import type { IpAddress } from "../../../core/address/prefix.ts";
import { be32, put32 } from "../../../core/wire/bytes.ts";
import type { PingOptions } from "./ping-options.ts";

/** MAX_IPOPTLEN: what a header has for options, which ping counts as used once there are any. */
export const OPTIONS_ROOM = 40;
const END = 0;
const NOOP = 1;
const RECORD_ROUTE = 7;
const TIMESTAMP = 68;
const TS_ONLY = 0;
const TS_PRESPECIFIED = 3;

/** What is set with IP_OPTIONS; undefined without -R and -T. @param stamped who is to write down the time (tsprespec) */
export function collectingOptions(
  { recordRoute, stamps }: Pick<PingOptions, "recordRoute" | "stamps">,
  stamped: readonly Ipv4[],
): Uint8Array | undefined {
  if (recordRoute) {
    const options = new Uint8Array(OPTIONS_ROOM);
    options.set([NOOP, RECORD_ROUTE, OPTIONS_ROOM - 1, 4]);
    return options;
  }
  if (stamps === undefined) return undefined;
  const length = stamps === TS_PRESPECIFIED ? 4 + 8 * stamped.length : stamps === TS_ONLY ? OPTIONS_ROOM : 36;
  const options = new Uint8Array(length);
  options.set([TIMESTAMP, length, 5, stamps]);
  stamped.forEach((address, i) => {
    put32(options, 4 + 8 * i, address);
  });
  return options;
}

/** Prints the options of answers; a route like that of the answer before is not shown again. */
export class OptionsPrinter {
  readonly #who: (address: IpAddress) => string;
  readonly #flood: boolean;
  #last = "";

  constructor(who: (address: IpAddress) => string, flood: boolean) {
    this.#who = who;
    this.#flood = flood;
  }

  /** What follows the line of an answer. */
  print(bytes: Uint8Array): string {
    let out = "";
    for (let at = 0; at < bytes.length && bytes[at] !== END; ) {
      if (bytes[at] === NOOP) {
        out += "\nNOP";
        at++;
        continue;
      }
      const length = bytes[at + 1] ?? 0;
      if (length < 2 || at + length > bytes.length) break;
      const option = bytes.subarray(at, at + length);
      if (option[0] === RECORD_ROUTE) out += this.#route(option);
      else if (option[0] === TIMESTAMP) out += this.#times(option);
      else out += `\nunknown option ${(option[0] ?? 0).toString(16)}`;
      at += length;
    }
    return out;
  }

  #address(option: Uint8Array, at: number): string {
    const address = be32(option, at) as Ipv4;
    return `\t${address === 0 ? "0.0.0.0" : this.#who(address)}`;
  }

  #route(option: Uint8Array): string {
    const used = Math.min(option[2] ?? 0, option.length) - 4;
    if (used <= 0) return "";
    const route = option.subarray(2, 2 + used).join();
    if (route === this.#last && !this.#flood) return "\t(same route)";
    this.#last = route;
    let out = "\nRR: ";
    for (let at = 3, left = used; left > 0; at += 4, left -= 4) out += `${this.#address(option, at)}\n`;
    return out;
  }

  #times(option: Uint8Array): string {
    const flags = option[3] ?? 0;
    let left = Math.min(option[2] ?? 0, option.length) - 5;
    if (left <= 0) return "";
    let out = "\nTS: ";
    let standard = 0;
    let other = 0;
    for (let at = 4; left > 0; at += 4, left -= 4) {
      if ((flags & 15) !== TS_ONLY) {
        out += this.#address(option, at);
        at += 4;
        left -= 4;
        if (left <= 0) break;
      }
      const value = be32(option, at);
      if (value >= 0x80000000) {
        const millis = value - 0x80000000;
        out += other === 0 ? `\t${millis} absolute not-standard\n` : `\t${millis - other} not-standard\n`;
        other = millis;
      } else {
        out += standard === 0 ? `\t${value} absolute\n` : `\t${value - standard}\n`;
        standard = value;
      }
    }
    return flags >> 4 > 0 ? `${out}Unrecorded hops: ${flags >> 4}\n` : out;
  }
}
