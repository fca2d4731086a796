/** `type vlan` (ip/iplink_vlan.c). */
import type { Link } from "../../../model/link.ts";
import type { QosMap } from "../../../model/vlan-qos.ts";
import type { KindSettings } from "../../../operation/link.ts";
import { ETHER_TYPE } from "../../../wire/ether-type.ts";
import { type Args, matches, parseUnsigned } from "../../args.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";
import type { KindGrammar } from "./kind.ts";

const USAGE = `Usage: ... vlan id VLANID
		[ protocol VLANPROTO ]
		[ reorder_hdr { on | off } ]
		[ gvrp { on | off } ]
		[ mvrp { on | off } ]
		[ loose_binding { on | off } ]
		[ bridge_binding { on | off } ]
		[ ingress-qos-map QOS-MAP ]
		[ egress-qos-map QOS-MAP ]

VLANID := 0-4095
VLANPROTO: [ 802.1Q | 802.1ad ]
QOS-MAP := [ QOS-MAP ] QOS-MAPPING
QOS-MAPPING := FROM:TO
`;

const FLAGS = ["reorder_hdr", "gvrp", "mvrp", "loose_binding", "bridge_binding"] as const;
const ETH_P = { "802.1q": ETHER_TYPE.vlan, "802.1ad": ETHER_TYPE.serviceVlan } as const;
const NAME: Readonly<Record<number, string>> = { 33024: "802.1Q", 34984: "802.1ad" };

function takeProtocol(args: Args): number {
  const word = args.value();
  const name = word.toLowerCase();
  if (name === "802.1q" || name === "802.1ad") return ETH_P[name];
  if (!args.refusal) args.invalid("protocol is invalid", word);
  return 0;
}

/** vlan_parse_qos_map: pairs, up to a word that is none. */
function addMap(args: Args, settings: Record<string, number | string>, word: string): void {
  const pairs: string[] = [];
  let next = args.value();
  for (; next.includes(":"); next = args.more ? args.take() : "") {
    const [from = "", ...to] = next.split(":");
    const numbers = [from, to.join(":")].map((each) => parseUnsigned(each));
    if (numbers.some((number) => number === undefined || number > 0xffffffff)) {
      args.invalid(`invalid ${word}`, from);
      return;
    }
    pairs.push(numbers.join(":"));
  }
  if (next !== "" && !args.refusal) args.back();
  settings[word] = pairs.join(" ");
}

function parse(args: Args): KindSettings {
  const settings: Record<string, number | string> = {};
  while (args.more) {
    const word = args.take();
    const flag = FLAGS.find((candidate) => matches(word, candidate));
    if (matches(word, "protocol")) settings["protocol"] = takeProtocol(args);
    else if (matches(word, "id")) settings["id"] = args.unsigned("id is invalid", 0xffff);
    else if (flag !== undefined) settings[flag] = args.onOff(flag) ? 1 : 0;
    else if (matches(word, "ingress-qos-map")) addMap(args, settings, "ingress-qos-map");
    else if (matches(word, "egress-qos-map")) addMap(args, settings, "egress-qos-map");
    else if (matches(word, "help")) args.refuse(1, USAGE);
    else args.refuse(1, `vlan: unknown command "${word}"?\n${USAGE}`);
  }
  return settings;
}

function render(settings: KindSettings): readonly string[] {
  return Object.entries(settings).flatMap(([word, value]) => {
    if (word.endsWith("-qos-map")) return [word, ...String(value).split(" ")];
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
  printMap(out, "ingress", kind.ingressQos);
  printMap(
    out,
    "egress",
    kind.egressQos.filter(([, to]) => to !== 0),
  );
}

/** vlan_print_map: on a line of its own. */
function printMap(out: Output, which: "ingress" | "egress", map: QosMap): void {
  if (map.length === 0) return;
  out.line().text(`      ${which}-qos-map { `).openList(`${which}_qos`);
  for (const [from, to] of map) {
    out.openObject();
    out.field("from", from, `${from}`).field("to", to, `:${to} `);
    out.close();
  }
  out.close().text("} ");
}

export const VLAN_WORDS: KindGrammar = {
  usage: USAGE,
  parse,
  render,
  print,
  words: ["id", "protocol", ...FLAGS, "ingress-qos-map", "egress-qos-map"],
};
