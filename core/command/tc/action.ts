/** What filters do: the kinds of actions, and `police` itself (tc/m_action.c, m_police.c of iproute2). */
import type { Control, TcAction } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/action.ts";
import { type Args, matches, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import { parseCsum, printCsum, renderCsum } from "./action-csum.ts";
import { GACT_USAGE, parseGact, printGact, renderGact } from "./action-gact.ts";
import { parseMirred, printMirred, renderMirred } from "./action-mirred.ts";
import { parsePedit, printPeditHead, printPeditKeys, renderPedit } from "./action-pedit.ts";
import { parseSkbedit, printSkbedit, renderSkbedit } from "./action-skbedit.ts";
import { parseVlan, printVlan, renderVlan } from "./action-vlan.ts";
import { controlWord, takeControl } from "./action-words.ts";
import { formatRate, formatSize, parseRate, parseSize, sizeWords, transmitSize, transmitTicks } from "./units.ts";

/** Actions that Linux has and this model does not. */
const UNMODELLED = "bpf connmark ct ctinfo gate ife mpls nat sample simple skbmod tunnel_key xt ipt".split(" ");
const POLICE_USAGE = "Usage: ... police [ rate BPS burst BYTES[/BYTES] ] [ mtu BYTES[/BYTES] ]\n";

/** Whether there is a device of a name. */
export type DeviceExists = (name: string) => boolean;

function bad(args: Args, kind: string, left: number, said: string): void {
  args.refuse(1, `${said}bad action parsing\nparse_action: bad value (${left}:${kind})!\nIllegal "action"\n`);
}

/** Words of the filter that follow, and commands of `tc actions`; any other is an action. */
function endsActions(word: string): boolean {
  return word === "flowid" || word === "classid" || COMMANDS.some((each) => matches(word, each));
}
/** What may stand behind an action in Linux. */
const BEHIND = ["cookie", "hw_stats", "no_percpu", "skip_sw", "skip_hw"];
const COMMANDS = ["change", "replace", "delete", "get", "add"];

/** parse_action: `action` has been read where it is a filter's; more of them may follow. */
export function parseActions(args: Args, exists: DeviceExists): readonly ActionRequest[] {
  const actions: ActionRequest[] = [];
  let expected = false;
  while (args.more && !endsActions(args.peek)) {
    const left = args.rest.length;
    const word = args.take();
    if (word === "action") {
      expected = true;
      continue;
    }
    expected = false;
    if (word === "help") args.refuse(1, 'Illegal "action"\n');
    const refuse = (said: string) => bad(args, word, left, said);
    const made = parseKind(args, word, left, exists, refuse);
    if (made) actions.push(made);
    if (args.more && BEHIND.includes(args.peek)) args.unmodelled("tc filter: action", args.peek);
  }
  if (expected && !args.more)
    args.refuse(1, 'bad action empty 1\nparse_action: bad value (0:(null))!\nIllegal "action"\n');
  return actions;
}

function parseKind(
  args: Args,
  word: string,
  left: number,
  exists: DeviceExists,
  refuse: (said: string) => void,
): ActionRequest | undefined {
  // action_a2n comes first: what it knows is gact's.
  if (controlWord(word)) return parseGact(args, word, refuse);
  switch (word) {
    case "mirred":
      return parseMirred(args, exists, refuse);
    case "police":
      return parsePolice(args, left);
    case "vlan":
      return parseVlan(args, refuse);
    case "skbedit":
      return parseSkbedit(args, refuse);
    case "csum":
      return parseCsum(args, refuse);
    case "pedit":
      return parsePedit(args, refuse);
  }
  if (!UNMODELLED.includes(word)) return parseGact(args, word, refuse);
  args.unmodelled("tc filter: action", word);
  return undefined;
}

/** act_parse_police: what stands behind `police`. */
export function parsePolice(args: Args, left: number): ActionRequest | undefined {
  let rate: number | undefined;
  let burst: number | undefined;
  let mtu: number | undefined;
  let exceed: Control = "reclassify";
  let conform: Control = "pass";
  let chosen: number | undefined;
  const value = (word: string, parse: (text: string) => number | undefined): number | undefined => {
    const text = args.value();
    const read = args.refusal ? undefined : parse(text);
    if (!args.refusal && read === undefined) args.invalid(word, text);
    return read;
  };
  if (!args.more) args.value();
  while (args.more) {
    const word = args.peek;
    const verdict = controlWord(word);
    if (matches(word, "index") && word !== "") {
      args.take();
      chosen = value("index", parseUnsigned);
    } else if (matches(word, "burst") || word === "buffer" || word === "maxburst") {
      args.take();
      burst = value("buffer", parseSize);
    } else if (word === "mtu" || word === "minburst") {
      args.take();
      mtu = value("mtu", parseSize);
    } else if (word === "rate") {
      args.take();
      rate = value("rate", parseRate);
    } else if (["mpu", "avrate", "peakrate", "overhead", "linklayer", "pkts_rate", "pkts_burst"].includes(word))
      args.unmodelled("tc filter: police", word);
    else if (word === "conform-exceed") {
      args.take();
      const [over = "", under] = args.value().split("/");
      const [first, second] = [over, under ?? "pass"].map((each) => controlWord(each));
      if (first === "goto" || first === "jump") args.unmodelled("tc filter: police conform-exceed", first);
      else exceed = first ?? exceed;
      if (second === "goto" || second === "jump") args.unmodelled("tc filter: police conform-exceed", second);
      else conform = second ?? conform;
      if (!first) args.refuse(255, `Bad action type ${over}\n${GACT_USAGE}`);
    } else if (verdict && verdict !== "jump" && verdict !== "trap") {
      exceed = takeControl(args, (said) => bad(args, "police", left, said)) ?? exceed;
    } else if (matches(word, "help")) args.refuse(255, POLICE_USAGE);
    else break;
  }
  if (args.refusal) return undefined;
  if (!rate && !mtu && chosen)
    return { kind: "police", rate: 0, burstTicks: 0, mtu: 0xffffffff, exceed, conform, index: chosen };
  if (!rate && !mtu) bad(args, "police", left, "'rate' or 'avrate' or 'mtu' or 'pkts_rate' MUST be specified.\n");
  else if (rate && !burst) bad(args, "police", left, "'burst' requires 'rate'.\n");
  else if (!rate) args.unmodelled("tc filter: police", "without rate");
  if (args.refusal || !rate || !burst) return undefined;
  const police = { kind: "police", rate, burstTicks: transmitTicks(rate, burst), mtu: mtu || USUAL_MTU } as const;
  return { ...police, exceed, conform, ...(chosen ? { index: chosen } : {}) };
}

/** 255 cells of eight bytes: what tc's rate table covers. */
const USUAL_MTU = 2040;

export function renderAction(action: ActionRequest): readonly string[] {
  return [...actionWords(action), ...(action.index === undefined ? [] : ["index", String(action.index)])];
}

function actionWords(action: ActionRequest): readonly string[] {
  switch (action.kind) {
    case "gact":
      return renderGact(action);
    case "skbedit":
      return renderSkbedit(action);
    case "csum":
      return renderCsum(action);
    case "pedit":
      return renderPedit(action);
    case "mirred":
      return renderMirred(action);
    case "vlan":
      return renderVlan(action);
    case "police": {
      const { rate, burstTicks, mtu, exceed, conform } = action;
      if (rate === 0) return ["police"];
      const words = ["police", "rate", `${rate}bps`, "burst", sizeWords(rate, burstTicks), "mtu", String(mtu)];
      return [...words, "conform-exceed", `${exceed}/${conform}`];
    }
  }
}

/** What -s says of an action's age, and how many hold it. */
export interface ActionUse {
  readonly timing: string;
  readonly references: number;
  readonly bind: number;
}

/** The heading of an action in a list, up to the end of its first lines. */
export function printAction(out: Output, action: TcAction, device: string, use: ActionUse): void {
  if (action.kind === "police") {
    printPolice(out, action, use);
    return;
  }
  const { index, kind } = action;
  if (kind === "gact") printGact(out, action);
  else if (kind === "mirred") printMirred(out, action, device);
  else if (kind === "skbedit") printSkbedit(out, action);
  else if (kind === "csum") printCsum(out, action);
  else if (kind === "pedit") printPeditHead(out, action);
  else printVlan(out, action);
  const { references, bind, timing } = use;
  out.field("index", index, `index ${index}`).field("ref", references, ` ref ${references}`);
  out.field("bind", bind, ` bind ${bind}${timing}${kind === "pedit" ? "" : "\n"}`);
  if (kind === "pedit") printPeditKeys(out, action);
}

/** print_police. */
export function printPolice(out: Output, action: Extract<TcAction, { kind: "police" }>, use: ActionUse): void {
  const { index: number, rate, burstTicks, mtu, exceed, conform } = action;
  const burst = formatSize(transmitSize(rate, burstTicks));
  out.json("kind", "police").field("index", number, ` police 0x${number.toString(16)} `);
  out.text(`rate ${formatRate(rate)} burst ${burst} mtu ${formatSize(mtu)} `);
  out.json("control_action", { type: exceed });
  out.text(`action ${exceed}${conform === "pass" ? " " : `/${conform} `}`).field("overhead", 0, "overhead 0b \n");
  out.field("ref", use.references, `\tref ${use.references} `);
  out.field("bind", use.bind, `bind ${use.bind} ${use.timing}\n`);
}
