/** `action vlan` (tc/m_vlan.c of iproute2). `push_eth` and `pop_eth` are refused by name. */
import type { TcAction, VlanAction } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/action.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { type Args, matches, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import { controlWords, parseControl, parseIndex, printControl } from "./action-words.ts";
import { parseFilterProtocol } from "./filter-protocol.ts";

const USAGE = `Usage: vlan pop [CONTROL]
       vlan push [ protocol VLANPROTO ] id VLANID [ priority VLANPRIO ] [CONTROL]
       vlan modify [ protocol VLANPROTO ] id VLANID [ priority VLANPRIO ] [CONTROL]
       vlan pop_eth [CONTROL]
       vlan push_eth dst_mac LLADDR src_mac LLADDR [CONTROL]
       VLANPROTO is one of 802.1Q or 802.1AD
            with default: 802.1Q
       CONTROL := reclassify | pipe | drop | continue | pass |
                  goto chain <CHAIN_INDEX>
`;
const ACTS = ["pop", "push", "modify", "pop_eth", "push_eth"] as const;
const PROTOCOLS: Readonly<Record<number, "802.1Q" | "802.1ad">> = { 33024: "802.1Q", 34984: "802.1ad" };

type Read = { act?: (typeof ACTS)[number]; id?: number; protocol?: number; priority?: number };

/** One word; false for what is none of this action's. */
function readWord(args: Args, read: Read, refuse: (said: string) => void): boolean {
  const word = args.peek;
  const act = ACTS.find((each) => matches(word, each));
  const key = (["id", "protocol", "priority"] as const).find((each) => matches(word, each));
  if (!act && !key && !matches(word, "help")) return false;
  args.take();
  if (act) {
    if (read.act) refuse(`unexpected "${word}" - action already specified\n${USAGE}`);
    if (act === "pop_eth" || act === "push_eth") args.unmodelled("tc filter: action vlan", act);
    read.act = act;
  } else if (key) {
    if (read.act !== "push" && read.act !== "modify") args.invalid("only valid for push/modify", word);
    const text = args.value();
    const value = key === "protocol" ? parseFilterProtocol(text) : parseUnsigned(text, key === "id" ? 0xffff : 7);
    if (value === undefined) args.invalid(`${key === "priority" ? "prio" : key} is invalid`, text);
    else read[key] = value;
  } else args.refuse(255, USAGE);
  return true;
}

/** parse_vlan: what stands behind `vlan`; `refuse` says something and what becomes of it. */
export function parseVlan(args: Args, refuse: (said: string) => void): ActionRequest | undefined {
  const read: Read = {};
  if (!args.more) args.value();
  while (args.more && readWord(args, read, refuse));
  const control = parseControl(args) ?? "pipe";
  const index = parseIndex(args, () => refuse('vlan: Illegal "index"\n'));
  const { act = "none", id, protocol = ETHER_TYPE.vlan, priority } = read;
  const tags = act === "push" || act === "modify";
  if (tags && id === undefined) refuse(`id needs to be set for ${act}\n${USAGE}`);
  const name = PROTOCOLS[protocol];
  if (name === undefined) refuse(`protocol not supported\n${USAGE}`);
  if (args.refusal || act === "pop_eth" || act === "push_eth") return undefined;
  if (!tags) return { kind: "vlan", act, control, ...index };
  return { kind: "vlan", act, control, vlan: id ?? 0, protocol: name ?? "802.1Q", priority, ...index };
}

export function renderVlan(action: Extract<ActionRequest, { kind: "vlan" }>): readonly string[] {
  if (action.act === "none") return ["vlan", ...controlWords(action.control)];
  if (action.act === "pop") return ["vlan", "pop", ...controlWords(action.control)];
  const { act, protocol, vlan, priority, control } = action;
  const more = priority === undefined ? [] : ["priority", String(priority)];
  return ["vlan", act, "protocol", protocol, "id", String(vlan), ...more, ...controlWords(control)];
}

/** print_vlan, up to the line of numbers. */
export function printVlan(out: Output, action: VlanAction & TcAction): void {
  out.field("kind", "vlan", "vlan ").field("vlan_action", action.act, ` ${action.act}`);
  if (action.act !== "pop") {
    out.field("id", action.vlan, ` id ${action.vlan}`);
    out.field("protocol", action.protocol, ` protocol ${action.protocol}`);
    if (action.priority !== undefined) out.field("priority", action.priority, ` priority ${action.priority}`);
  }
  printControl(out, " ", action.control, "\n\t ");
}
