/** Stacks of labels as tcpdump prints them (print-mpls.c of tcpdump 4.99). */
import { be32 } from "../../wire/bytes.ts";
import type { PrintOptions } from "./options.ts";

const NAMES = ["IPv4 explicit NULL", "router alert", "IPv6 explicit NULL", "implicit NULL"];

/** The text of the labels, and what stands behind them: 4 or 6 of IP, or neither. */
export function printLabels(
  bytes: Uint8Array,
  { verbose }: PrintOptions,
): { readonly text: string; readonly length: number; readonly version: number } {
  let text = "MPLS";
  let at = 0;
  let last = 0;
  for (;;) {
    if (at + 4 > bytes.length) return { text: `${text}[|mpls]`, length: bytes.length, version: 0 };
    const word = be32(bytes, at);
    last = word >>> 12;
    text += `${at > 0 && verbose > 0 ? "\n\t" : " "}(label ${last}`;
    if (verbose > 0 && NAMES[last] !== undefined) text += ` (${NAMES[last]})`;
    text += `, tc ${(word >>> 9) & 7}${word & 0x100 ? ", [S]" : ""}, ttl ${word & 0xff})`;
    at += 4;
    if (word & 0x100) break;
  }
  const nibble = (bytes[at] ?? 0) >> 4;
  const version = last === 0 ? 4 : last === 2 ? 6 : last === 1 || last === 3 ? 0 : nibble;
  return { text, length: at, version: version === 4 || version === 6 ? version : 0 };
}
