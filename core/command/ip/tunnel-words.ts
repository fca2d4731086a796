/** What `ip tunnel` has in common for both families (ip/tunnel.c). */
import type { Link } from "../../model/link.ts";
import { IPPROTO } from "../../model/tunnel.ts";
import type { AnyTunnel } from "../../model/tunnel6.ts";
import type { Output } from "../output.ts";

/** Words of GRE without a value behind them. */
export const SWITCHES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  seq: { iseq: 1, oseq: 1 },
  iseq: { iseq: 1 },
  oseq: { oseq: 1 },
  csum: { icsum: 1, ocsum: 1 },
  icsum: { icsum: 1 },
  ocsum: { ocsum: 1 },
};

/** tnl_strproto. */
export const TITLES: Readonly<Record<number, string>> = { 4: "ip", 41: "ipv6", 47: "gre", 0: "any" };

/** Devices that answer to the calls of `ip tunnel`, of whichever family. */
export function isIoctlTunnel({ kind }: Link): boolean {
  return ["ipip", "gre", "sit", "ip6tnl", "ip6gre"].includes(kind.type);
}

/** tnl_print_gre_flags. */
export function printGreFlags(out: Output, protocol: number, { input, output }: AnyTunnel): void {
  if (input.key !== undefined && input.key === output.key) out.field("key", input.key, ` key ${input.key}`);
  else {
    if (input.key !== undefined) out.field("ikey", input.key, ` ikey ${input.key}`);
    if (output.key !== undefined) out.field("okey", output.key, ` okey ${output.key}`);
  }
  if (protocol !== IPPROTO.gre) return;
  out.openList("flags");
  for (const [on, word, text] of [
    [input.seq, "rx_drop_ooseq", "Drop packets out of sequence."],
    [input.csum, "rx_csum", "Checksum in received packet is required."],
    [output.seq, "tx_seq", "Sequence packets on output."],
    [output.csum, "tx_csum", "Checksum output packets."],
  ] as const)
    if (on) out.json(undefined, word).line().text(`  ${text}`);
  out.close();
}
