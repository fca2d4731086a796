/** What `ip tunnel` has in common for both families (ip/tunnel.c). */
import type { Link } from "../../model/link.ts";
import { readCounters } from "../../model/runtime.ts";
import { IPPROTO } from "../../model/tunnel.ts";
import type { AnyTunnel } from "../../model/tunnel6.ts";
import type { Output } from "../output.ts";
import type { View } from "./view.ts";

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

/** tnl_print_stats. */
export function printCounters(out: Output, view: View, { id }: Link): void {
  const c = readCounters(view.runtime, id);
  const row = (values: readonly number[], widths: readonly number[]) =>
    `    ${values.map((value, i) => String(value).padEnd(widths[i] ?? 0)).join(" ")}`;
  out.line().text("RX: Packets    Bytes        Errors CsumErrs OutOfSeq Mcasts").line();
  out.text(
    row(
      [c?.rxPackets ?? 0, c?.rxBytes ?? 0, c?.rxErrors ?? 0, 0, c?.rxFifo ?? 0, c?.rxMulticast ?? 0],
      [10, 12, 6, 8, 8, 8],
    ),
  );
  out.line().text("TX: Packets    Bytes        Errors DeadLoop NoRoute  NoBufs").line();
  out.text(
    row(
      [c?.txPackets ?? 0, c?.txBytes ?? 0, c?.txErrors ?? 0, c?.collisions ?? 0, c?.txCarrier ?? 0, c?.txDropped ?? 0],
      [10, 12, 6, 8, 8, 6],
    ),
  );
}
