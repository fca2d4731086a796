/** `type vlan` (ip/iplink_vlan.c). Priority maps are refused. */
import type { Link } from "../../../model/link.ts";
import type { KindSettings } from "../../../operation/link.ts";
import { type Args, matches } from "../../args.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const USAGE = "Usage: ... vlan id VLANID [ protocol VLANPROTO ] [ FLAG { on | off } ]...\n";

const FLAGS = ["reorder_hdr", "gvrp", "mvrp", "loose_binding", "bridge_binding"] as const;
const ETH_P = { "802.1q": 0x8100, "802.1ad": 0x88a8 } as const;
const NAME: Readonly<Record<number, string>> = { 33024: "802.1Q", 34984: "802.1ad" };

function takeProtocol(args: Args): number {
  const word = args.value();
  const name = word.toLowerCase();
  if (name === "802.1q" || name === "802.1ad") return ETH_P[name];
  if (!args.refusal) args.invalid("protocol is invalid", word);
  return 0;
}

function parse(args: Args): KindSettings {
  const settings: Record<string, number> = {};
  while (args.more) {
    const word = args.take();
    const flag = FLAGS.find((candidate) => matches(word, candidate));
    if (matches(word, "protocol")) settings["protocol"] = takeProtocol(args);
    else if (matches(word, "id")) settings["id"] = args.unsigned("id is invalid", 0xffff);
    else if (flag !== undefined) settings[flag] = args.onOff(flag) ? 1 : 0;
    else if (matches(word, "ingress-qos-map") || matches(word, "egress-qos-map"))
      args.unmodelled("ip link: vlan", word);
    else if (matches(word, "help")) args.refuse(1, USAGE);
    else args.refuse(1, `vlan: unknown command "${word}"?\n${USAGE}`);
  }
  return settings;
}

function render(settings: KindSettings): readonly string[] {
  return Object.entries(settings).flatMap(([word, value]) => {
    if (word === "id") return [word, String(value)];
    if (word === "protocol") return [word, NAME[Number(value)] ?? String(value)];
    return [word, value === 0 ? "off" : "on"];
  });
}

function print(out: Output, _view: View, { kind }: Link): void {
  if (kind.type !== "vlan") return;
  out.field("protocol", kind.protocol, `protocol ${kind.protocol} `);
  out.field("id", kind.id, `id ${kind.id} `);
  const { flags } = kind;
  const words = [
    ...(flags.reorderHeader ? ["REORDER_HDR"] : []),
    ...(flags.gvrp ? ["GVRP"] : []),
    ...(flags.mvrp ? ["MVRP"] : []),
    ...(flags.looseBinding ? ["LOOSE_BINDING"] : []),
    ...(flags.bridgeBinding ? ["BRIDGE_BINDING"] : []),
  ];
  // vlan_fill_info leaves flags out where there are none.
  if (words.length > 0) out.field("flags", words, `<${words.join(",")}> `);
}

export const VLAN_WORDS: KindGrammar = { parse, render, print, words: ["id", "protocol", ...FLAGS] };
