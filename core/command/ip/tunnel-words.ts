/** What `ip tunnel` has in common for both families (ip/tunnel.c). */
import { strerror } from "../../errors.ts";
import type { Link } from "../../model/link.ts";
import { readCounters } from "../../model/runtime.ts";
import type { AnyTunnel } from "../../model/tunnel6.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { type Args, matches, type Names } from "../args.ts";
import { isInterfaceName } from "../names.ts";
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

/**
 * Takes the name of a tunnel. Where what the tunnel has stays (`over`: the name is the first word of a change), its device is
 * asked; answers it.
 */
export function takeTunnelName(
  args: Args,
  names: Names,
  word: string,
  draft: { name?: string; over: boolean },
  over: boolean,
  usage: string,
): Link | undefined {
  const name = word === "name" ? args.value() : word;
  if (word !== "name" && matches(word, "help")) args.refuse(255, usage);
  if (draft.name !== undefined) args.garbage("name", name);
  else if (!args.refusal && !isInterfaceName(name)) args.invalid('"name" not a valid ifname', name);
  if (args.refusal) return undefined;
  draft.name = name;
  if (!over) return undefined;
  draft.over = true;
  if (!names.link) return undefined;
  const link = names.link(name);
  if (link && isIoctlTunnel(link)) return link;
  args.refuse(1, `get tunnel "${name}" failed: ${strerror(link ? "EOPNOTSUPP" : "ENODEV")}\n`);
  return undefined;
}

/** tnl_print_gre_flags. */
export function printGreFlags(out: Output, protocol: number, { input, output }: AnyTunnel): void {
  if (input.key !== undefined && input.key === output.key) out.field("key", input.key, ` key ${input.key}`);
  else {
    if (input.key !== undefined) out.field("ikey", input.key, ` ikey ${input.key}`);
    if (output.key !== undefined) out.field("okey", output.key, ` okey ${output.key}`);
  }
  if (protocol !== IP_PROTOCOL.gre) return;
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
