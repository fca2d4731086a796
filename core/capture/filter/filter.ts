/**
 * Capture filters (pcap-filter(7)) as functions of a packet's octets.
 *
 * Same as libpcap: qualifiers and what they default to, operands that inherit them (`port 80 or 443`), `and` and `or` of
 * one precedence, comparisons of octets, the messages.
 * Absent, and refused by name: `gateway`, MPLS, PPPoE, Geneve, what is not of TCP/IP, `inbound`. Absent: names from DNS, offsets negative or
 * into IPv6 upper layers.
 */
import { Parser, type ResolveHost } from "./parser.ts";
import type { Test } from "./tests.ts";
import { Refused } from "./words.ts";

export type Compiled = { readonly ok: true; readonly test: Test } | { readonly ok: false; readonly message: string };

/** Reads a filter. The message is what tcpdump says after its own name. */
export function compileFilter(text: string, linkType: number, resolve: ResolveHost): Compiled {
  const test = new Parser(text, linkType, resolve).parse();
  if (test instanceof Refused) return { ok: false, message: test.message };
  if (text.trim() === "") return { ok: true, test };
  // A filter that reads beyond the end of a packet does not take it.
  return { ok: true, test: (l) => l.bytes.length >= l.network && test(l) };
}
