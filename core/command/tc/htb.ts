/** `htb`: the discipline and its classes (tc/q_htb.c of iproute2). Layers other than Ethernet and offloading are refused by name. */
import type { Link } from "../../model/link.ts";
import { type Htb, type HtbClass, htbLevel, LEAST_HTB_QUANTUM, MOST_HTB_QUANTUM } from "../../model/qdisc.ts";
import type { ClassAdd, HtbClassRequest, HtbRequest } from "../../operation/qdisc.ts";
import { type Args, matches, parseUnsigned } from "../args.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import { formatRate, formatSize, parseRate, parseSize, sizeWords, transmitSize, transmitTicks } from "./units.ts";

const USAGE =
  "Usage: ... qdisc add ... htb [default N] [r2q N] [direct_qlen P]\n" +
  "... class add ... htb rate R1 [burst B1] [ceil R2] [cburst B2] [prio P] [quantum Q]\n";

function parseHex(text: string): number | undefined {
  return /^(0x)?[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}

function value(args: Args, word: string, parse: (text: string) => number | undefined): number | undefined {
  return takeValue(args, parse, () => args.refuse(1, `Illegal "${word}"\n${USAGE}`));
}

function parse(args: Args): HtbRequest | undefined {
  const read: { -readonly [K in keyof HtbRequest]: HtbRequest[K] } = { kind: "htb" };
  while (args.more) {
    const word = args.take();
    if (matches(word, "r2q")) read.rateToQuantum = value(args, "r2q", parseUnsigned);
    else if (matches(word, "default")) read.defaultClass = value(args, "default", parseHex);
    else if (matches(word, "direct_qlen")) read.directLimit = value(args, "direct_qlen", parseUnsigned);
    else if (matches(word, "debug") || matches(word, "offload")) args.unmodelled("tc qdisc: htb", word);
    else args.refuse(1, `What is "${word}"?\n${USAGE}`);
  }
  return args.refusal ? undefined : read;
}

export const HTB: QdiscGrammar = {
  parse,
  render(options) {
    if (options.kind !== "htb") return [];
    const { defaultClass, rateToQuantum, directLimit } = options;
    return [
      ...(defaultClass === undefined ? [] : ["default", defaultClass.toString(16)]),
      ...(rateToQuantum === undefined ? [] : ["r2q", String(rateToQuantum)]),
      ...(directLimit === undefined ? [] : ["direct_qlen", String(directLimit)]),
    ];
  },
  print(out, options, details, { direct = 0 }) {
    if (options.kind !== "htb") return;
    const { rateToQuantum, defaultClass, directLimit } = options;
    const shown = defaultClass === 0 ? "0" : `0x${defaultClass.toString(16)}`;
    out.field("r2q", rateToQuantum, `r2q ${rateToQuantum}`).field("default", shown, ` default ${shown}`);
    out.field("direct_packets_stat", direct, ` direct_packets_stat ${direct}`);
    if (details) out.field("ver", "3.17", " ver 3.17");
    out.field("direct_qlen", directLimit, ` direct_qlen ${directLimit}`);
  },
  words: ["default", "r2q", "direct_qlen"],
};

export const HTB_CLASS_WORDS = ["rate", "ceil", "burst", "cburst", "prio", "quantum", "mtu", "mpu", "overhead"];

/** The kernel's clock ticks that a burst lasts at least (get_hz). */
const CLOCK = 1_000_000_000;

/** htb_parse_class_opt. */
export function parseHtbClass(args: Args): HtbClassRequest | undefined {
  const read: Record<string, number | undefined> = {};
  while (args.more) {
    const word = args.take();
    if (matches(word, "prio")) read["priority"] = value(args, "prio", parseUnsigned);
    else if (matches(word, "mtu")) read["mtu"] = value(args, "mtu", parseUnsigned);
    else if (matches(word, "mpu")) read["mpu"] = value(args, "mpu", (text) => parseUnsigned(text, 0xffff));
    else if (matches(word, "overhead"))
      read["overhead"] = value(args, "overhead", (text) => parseUnsigned(text, 0xffff));
    else if (matches(word, "linklayer")) {
      const layer = args.value();
      if (layer !== "ethernet") args.unmodelled("tc class: htb linklayer", layer);
    } else if (matches(word, "quantum")) read["quantum"] = value(args, "quantum", parseUnsigned);
    else if (matches(word, "burst") || word === "buffer" || word === "maxburst")
      read["burst"] = value(args, word, parseSize);
    else if (matches(word, "cburst") || word === "cbuffer" || word === "cmaxburst")
      read["cburst"] = value(args, word, parseSize);
    else if (word === "ceil" || word === "rate") {
      if (read[word]) args.refuse(1, `Double "${word}" spec\n`);
      if (args.peek.includes("%")) args.unmodelled("tc class: htb", args.peek);
      read[word] = value(args, word, parseRate);
    } else if (word === "help") args.refuse(1, USAGE);
    else args.refuse(1, `What is "${word}"?\n${USAGE}`);
  }
  if (args.refusal) return undefined;
  const { rate, mtu = 1600, priority = 0, quantum = 0, overhead = 0, mpu = 0 } = read;
  if (!rate) {
    args.refuse(1, '"rate" is required.\n');
    return undefined;
  }
  const ceil = read["ceil"] || rate;
  const burst = read["burst"] || Math.floor(rate / CLOCK) + mtu;
  const cburst = read["cburst"] || Math.floor(ceil / CLOCK) + mtu;
  return {
    rate,
    ceil,
    bufferTicks: transmitTicks(rate, burst),
    ceilBufferTicks: transmitTicks(ceil, cburst),
    priority,
    quantum,
    overhead,
    leastPacket: mpu,
  };
}

export function renderHtbClass(options: HtbClassRequest): readonly string[] {
  const { rate, ceil, bufferTicks, ceilBufferTicks, priority, quantum, overhead, leastPacket } = options;
  return [
    ...["rate", `${rate}bps`, "ceil", `${ceil}bps`],
    ...["burst", sizeWords(rate, bufferTicks), "cburst", sizeWords(ceil, ceilBufferTicks)],
    ...(priority === 0 ? [] : ["prio", String(priority)]),
    ...(quantum === 0 ? [] : ["quantum", String(quantum)]),
    ...(overhead === 0 ? [] : ["overhead", String(overhead)]),
    ...(leastPacket === 0 ? [] : ["mpu", String(leastPacket)]),
  ];
}

/** htb_print_opt of a class. */
export function htbClassText(htb: Htb, shown: HtbClass, details: boolean): string {
  const { rate, ceil, bufferTicks, ceilBufferTicks, priority, quantum, overhead, leastPacket } = shown;
  const level = htbLevel(htb, shown);
  const burst = formatSize(transmitSize(rate, bufferTicks));
  const cburst = formatSize(transmitSize(ceil, ceilBufferTicks));
  const least = `mpu ${formatSize(leastPacket)}`;
  const leaf = level === 0 ? `prio ${priority} ${details ? `quantum ${quantum} ` : ""}` : "";
  const rates = `rate ${formatRate(rate)} ${overhead > 0 ? `overhead ${overhead} ` : ""}ceil ${formatRate(ceil)} `;
  if (!details) return `${leaf}${rates}burst ${burst} cburst ${cburst} `;
  return `${leaf}${rates}linklayer ethernet burst ${burst}/1 ${least} cburst ${cburst}/1 ${least} level ${level} `;
}

/** htb_change_class: what is said of a leaf whose rate makes no good quantum, which then gets the next good one. */
export function quantumWarning({ qdiscs = [] }: Link, { class: { classId, parent }, options }: ClassAdd): string {
  if (!classId || !options || "kind" in options || options.quantum > 0) return "";
  const root = qdiscs.find((each) => each.parent === "root")?.handle;
  const major = classId.major || (parent === undefined || parent === "root" ? root : parent.major) || 0;
  const htb = qdiscs.find(({ handle }) => handle === major)?.options;
  const made = htb?.kind === "htb" ? htb.classes.find(({ minor }) => minor === classId.minor) : undefined;
  if (htb?.kind !== "htb" || !made || htbLevel(htb, made) > 0) return "";
  const quantum = Math.floor(options.rate / htb.rateToQuantum);
  if (quantum >= LEAST_HTB_QUANTUM && quantum <= MOST_HTB_QUANTUM) return "";
  const id = (major * 0x10000 + made.minor).toString(16).toUpperCase();
  const size = quantum < LEAST_HTB_QUANTUM ? "small" : "big";
  return `Warning: sch_htb: quantum of class ${id} is ${size}. Consider r2q change.\n`;
}
