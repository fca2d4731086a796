/** What filters do: `gact` (drop, pass, ...), `mirred`, `police` (tc/m_action.c, m_gact.c, m_mirred.c, m_police.c of iproute2). */
import type { Control, TcAction } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/filter.ts";
import { type Args, matches, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import { formatRate, formatSize, parseRate, parseSize, sizeWords, transmitSize, transmitTicks } from "./units.ts";

const CONTROLS: Readonly<Record<string, Control>> = {
  pass: "pass",
  ok: "pass",
  drop: "drop",
  shot: "drop",
  pipe: "pipe",
  continue: "continue",
  reclassify: "reclassify",
  stolen: "stolen",
};
/** Actions that Linux has and this model does not. */
const UNMODELLED =
  "bpf connmark csum ct ctinfo gate ife mpls nat pedit sample simple skbedit skbmod tunnel_key vlan xt ipt goto jump trap".split(
    " ",
  );
const GACT_USAGE = "Usage: ... gact <ACTION> [RAND] [INDEX]\n";
const POLICE_USAGE = "Usage: ... police [ rate BPS burst BYTES[/BYTES] ] [ mtu BYTES[/BYTES] ]\n";

/** Whether there is a device of a name. */
export type DeviceExists = (name: string) => boolean;

function bad(args: Args, kind: string, left: number, said: string): void {
  args.refuse(1, `${said}bad action parsing\nparse_action: bad value (${left}:${kind})!\nIllegal "action"\n`);
}

function control(word: string): Control | undefined {
  return Object.hasOwn(CONTROLS, word) ? CONTROLS[word] : undefined;
}

function index(args: Args): { readonly index?: number } {
  if (!args.more || !matches(args.peek, "index")) return {};
  args.take();
  const text = args.value();
  const value = parseUnsigned(text);
  if (value === undefined) args.refuse(1, 'Illegal "index"\nbad action parsing\n');
  return value ? { index: value } : {};
}

/** What ends a list of actions, as it may begin something else: `add`, `change`, ... shortened as one likes (new_cmd). */
const VERBS = ["change", "replace", "delete", "get", "add"];
/** What may stand behind an action in Linux. */
const BEHIND = ["cookie", "hw_stats", "no_percpu", "skip_sw", "skip_hw"];

/** parse_action: `action` has been read; more of them may follow, with or without that word. */
export function parseActions(args: Args, exists: DeviceExists): readonly ActionRequest[] {
  const actions: ActionRequest[] = [];
  let awaited = false;
  if (!args.more) args.value();
  while (args.more) {
    const word = args.peek;
    if (word === "flowid" || word === "classid" || VERBS.some((verb) => matches(word, verb))) break;
    const left = args.rest.length;
    args.take();
    awaited = word === "action";
    if (awaited) continue;
    if (word === "help") args.refuse(1, 'Illegal "action"\n');
    const made =
      word === "mirred"
        ? parseMirred(args, left, exists)
        : word === "police"
          ? parsePolice(args, left)
          : parseGact(args, word);
    if (made) actions.push(made);
    if (args.more && BEHIND.includes(args.peek)) args.unmodelled("tc filter: action", args.peek);
  }
  if (awaited) args.refuse(1, 'bad action empty 1\nparse_action: bad value (0:(null))!\nIllegal "action"\n');
  return actions;
}

function parseGact(args: Args, word: string): ActionRequest | undefined {
  const name = word !== "" && matches(word, "gact") ? args.value() : word;
  const chosen = control(name);
  if (args.refusal) return undefined;
  if (UNMODELLED.includes(name)) args.unmodelled("tc filter: action", name);
  else if (matches(name, "index")) args.unmodelled("tc filter: action", name);
  else if (!chosen) args.refuse(255, `Bad action type ${name}\n${GACT_USAGE}`);
  else {
    if (matches(args.peek, "help")) args.refuse(255, GACT_USAGE);
    if (args.peek === "random") args.unmodelled("tc filter: action", "random");
    return { kind: "gact", control: chosen, ...index(args) };
  }
  return undefined;
}

/** parse_direction. */
function parseMirred(args: Args, left: number, exists: DeviceExists): ActionRequest | undefined {
  let direction: "egress" | "ingress" | undefined;
  let mode: "mirror" | "redirect" | undefined;
  let device: string | undefined;
  if (!args.more) args.value();
  const first = args.peek;
  if (args.more && !["egress", "ingress", "index"].some((word) => matches(first, word)))
    bad(args, "mirred", left, `mirred option not supported ${first}\n`);
  while (args.more && device === undefined) {
    const word = args.take();
    if (!direction && matches(word, "egress")) direction = "egress";
    else if (!direction && matches(word, "ingress")) direction = "ingress";
    else if (matches(word, "index")) args.unmodelled("tc filter: action mirred", "index");
    else if (direction && !mode && matches(word, "mirror")) mode = "mirror";
    else if (direction && !mode && matches(word, "redirect")) mode = "redirect";
    else if (mode && matches(word, "dev")) device = args.value();
    // Whatever else there is is passed over.
    if (device === undefined && !args.more) args.value();
  }
  if (args.refusal || !direction || !mode || device === undefined) return undefined;
  if (!exists(device)) {
    bad(args, "mirred", left, `Cannot find device "${device}"\n`);
    return undefined;
  }
  let next: Control = mode === "mirror" ? "pipe" : "stolen";
  const said = mode === "mirror" && args.more ? control(args.peek) : undefined;
  if (said) {
    args.take();
    next = said;
  }
  return { kind: "mirred", direction, mode, device, control: next, ...index(args) };
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
    const verdict = control(word);
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
      exceed = control(over) ?? exceed;
      conform = (under === undefined ? undefined : control(under)) ?? conform;
      if (!control(over)) args.refuse(255, `Bad action type ${over}\n${GACT_USAGE}`);
    } else if (verdict) {
      args.take();
      exceed = verdict;
    } else if (matches(word, "help")) args.refuse(255, POLICE_USAGE);
    else break;
  }
  if (args.refusal) return undefined;
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
  const number = action.index === undefined ? [] : ["index", String(action.index)];
  switch (action.kind) {
    case "gact":
      return [action.control, ...number];
    case "mirred": {
      const words = ["mirred", action.direction, action.mode, "dev", action.device];
      if (action.mode === "mirror") words.push(action.control);
      return [...words, ...number];
    }
    case "police": {
      const { rate, burstTicks, mtu, exceed, conform } = action;
      const words = ["police", "rate", `${rate}bps`, "burst", sizeWords(rate, burstTicks), "mtu", String(mtu)];
      return [...words, "conform-exceed", `${exceed}/${conform}`, ...number];
    }
  }
}

/** The heading of an action in a list, up to the end of its first lines. `timing` is what -s says of its age. */
export function printAction(out: Output, action: TcAction, device: string, timing: string): void {
  const { kind, index: number } = action;
  if (kind === "gact") {
    const { control: next } = action;
    out.json("kind", "gact").json("control_action", { type: next });
    out.json("prob", { random_type: "none", control_action: { type: "pass" }, val: 0 });
    out.text(`gact action ${next}\n\t random type none pass val 0\n\t `);
    out.field("index", number, `index ${number}`).field("ref", 1, " ref 1").field("bind", 1, ` bind 1${timing}\n`);
    return;
  }
  if (kind === "mirred") {
    const { direction, mode, control: next } = action;
    const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
    out.json("kind", "mirred").json("mirred_action", mode).json("direction", direction).json("to_dev", device);
    out.json("control_action", { type: next });
    out.text(`mirred (${title(direction)} ${title(mode)} to device ${device}) ${next}\n\t`);
    out.field("index", number, `index ${number}`).field("ref", 1, " ref 1").field("bind", 1, ` bind 1${timing}\n`);
    return;
  }
  printPolice(out, action, timing);
}

/** print_police. */
export function printPolice(out: Output, action: Extract<TcAction, { kind: "police" }>, timing: string): void {
  const { index: number, rate, burstTicks, mtu, exceed, conform } = action;
  const burst = formatSize(transmitSize(rate, burstTicks));
  out.json("kind", "police").field("index", number, ` police 0x${number.toString(16)} `);
  out.text(`rate ${formatRate(rate)} burst ${burst} mtu ${formatSize(mtu)} `);
  out.json("control_action", { type: exceed });
  out.text(`action ${exceed}${conform === "pass" ? " " : `/${conform} `}`).field("overhead", 0, "overhead 0b \n");
  out.field("ref", 1, "\tref 1 ").field("bind", 1, `bind 1 ${timing}\n`);
}
