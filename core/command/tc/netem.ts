/**
 * `netem` (tc-netem(8), tc/q_netem.c of iproute2). The experimental table, tables of one's own and rates as a share of the
 * device's are refused by name.
 */
import { type DistributionTable, type LossModel, type Netem, type NetemSlot, ticksOf } from "../../model/qdisc.ts";
import type { NetemRequest } from "../../operation/qdisc.ts";
import { type Args, matches, parseInteger, parseUnsigned } from "../args.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import { printNetem } from "./netem-print.ts";
import { parsePercent, parseRate, parseSignedNanos, parseSize, parseTime } from "./units.ts";

const USAGE = `Usage: ... netem [ limit PACKETS ]
                 [ delay TIME [ JITTER [CORRELATION]]]
                 [ distribution {uniform|normal|pareto|paretonormal} ]
                 [ corrupt PERCENT [CORRELATION]]
                 [ duplicate PERCENT [CORRELATION]]
                 [ loss random PERCENT [CORRELATION]]
                 [ loss state P13 [P31 [P32 [P23 P14]]]
                 [ loss gemodel PERCENT [R [1-H [1-K]]]
                 [ ecn ]
                 [ reorder PERCENT [CORRELATION] [ gap DISTANCE ]]
                 [ rate RATE [PACKETOVERHEAD] [CELLSIZE] [CELLOVERHEAD]]
                 [ slot MIN_DELAY [MAX_DELAY] [packets MAX_PACKETS] [bytes MAX_BYTES]]
                 [ slot distribution {uniform|normal|pareto|paretonormal|custom}
                   DELAY JITTER [packets MAX_PACKETS] [bytes MAX_BYTES]]
`;
const WHOLE = 0xffffffff;

/** The tables that come with tc and are modelled, and one that is not. */
const TABLES: readonly string[] = ["normal", "pareto", "paretonormal"] satisfies DistributionTable[];
const UNMODELLED_TABLE = "experimental";

interface Read {
  limit: number;
  delayTicks: number;
  jitterTicks: number;
  delayCorrelation: number;
  loss: number;
  lossCorrelation: number;
  lossModel?: LossModel;
  ecn: boolean;
  duplicate: number;
  duplicateCorrelation: number;
  reorder: number;
  reorderCorrelation: number;
  corrupt: number;
  corruptCorrelation: number;
  distribution?: DistributionTable;
  gap: number;
  rate?: Netem["rate"];
  slot?: NetemSlot;
  slotDistribution?: DistributionTable;
  /** Some correlation was given: all are sent, those that were not as 0. Of doubling alone tc forgets to send it. */
  correlated: boolean;
  reordering: boolean;
  corruption: boolean;
}

function plain(): Read {
  return {
    limit: 1000,
    delayTicks: 0,
    jitterTicks: 0,
    delayCorrelation: 0,
    loss: 0,
    lossCorrelation: 0,
    ecn: false,
    duplicate: 0,
    duplicateCorrelation: 0,
    reorder: 0,
    reorderCorrelation: 0,
    corrupt: 0,
    corruptCorrelation: 0,
    gap: 0,
    correlated: false,
    reordering: false,
    corruption: false,
  };
}

/** NEXT_IS_NUMBER: the next word begins with a digit. */
function nextIsNumber(args: Args): boolean {
  return args.more && /^\d/.test(args.peek);
}

function nextIsSigned(args: Args): boolean {
  return args.more && /^[\d-]/.test(args.peek);
}

function taken(args: Args, what: string, parse: (text: string) => number | undefined): number {
  return takeValue(args, parse, () => args.refuse(1, `Illegal "${what}"\n`)) ?? 0;
}

function percent(args: Args, what: string): number {
  return taken(args, what, parsePercent);
}

/** get_s32. */
function signed(text: string): number | undefined {
  const value = parseInteger(text);
  return value === undefined || value > 0x7fffffff || value < -0x80000000 ? undefined : value;
}

/** get_ticks: what does not fit in 32 bits is too much. */
function time(args: Args): number {
  const micros = taken(args, "latency", parseTime);
  const ticks = ticksOf(micros);
  if (ticks <= WHOLE) return ticks;
  args.refuse(1, `Illegal ${micros} time (too large)\nIllegal "latency"\n`);
  return 0;
}

/** get_distribution: the name of a file of tc's. */
function table(args: Args): DistributionTable | undefined {
  const name = args.value();
  if (args.refusal) return undefined;
  if (TABLES.includes(name)) return name as DistributionTable;
  if (name === UNMODELLED_TABLE) args.unmodelled("tc qdisc: netem distribution", name);
  const file = `/usr/lib/x86_64-linux-gnu/tc//${name}.dist`;
  args.refuse(1, `No distribution data for ${name} (${file}: No such file or directory)\n`);
  return undefined;
}

/** `loss state`: what is left out makes it a chain of two states. */
function stateModel(args: Args): LossModel {
  const p13 = percent(args, "loss p13");
  const more = (word: string, usual: number): number => (nextIsNumber(args) ? percent(args, `loss ${word}`) : usual);
  const p31 = more("p31", WHOLE - p13);
  const p32 = more("p32", 0);
  const p23 = more("p23", WHOLE);
  return { kind: "state", p13, p31, p32, p23, p14: more("p14", 0) };
}

function gilbertElliott(args: Args): LossModel {
  const p = percent(args, "loss gemodel p");
  const r = nextIsNumber(args) ? percent(args, "loss gemodel r") : WHOLE - p;
  // Who says nothing of 1-h gets all of it.
  const h = nextIsNumber(args) ? WHOLE - percent(args, "loss gemodel h") : 0;
  return { kind: "gemodel", p, r, h, k: nextIsNumber(args) ? percent(args, "loss gemodel k") : 0 };
}

function loss(args: Args, read: Read): void {
  if (read.loss > 0 || read.lossModel) args.refuse(1, 'Illegal "duplicate loss argument\n"\n');
  if (!args.more) args.value();
  if (args.refusal) return;
  if (!nextIsNumber(args)) {
    const model = args.take();
    if (model === "state") read.lossModel = stateModel(args);
    else if (model === "gemodel") read.lossModel = gilbertElliott(args);
    else if (model !== "random") args.refuse(1, `Unknown loss parameter: ${model}\n`);
    if (model !== "random") return;
  }
  read.loss = percent(args, "loss percent");
  if (!nextIsNumber(args)) return;
  read.lossCorrelation = percent(args, "loss correlation");
  read.correlated = true;
}

function slotTime(args: Args, what: string): number {
  return taken(args, `slot ${what}`, parseSignedNanos);
}

function slot(args: Args, read: Read): void {
  const times = { minNanos: 0, maxNanos: 0, delayNanos: 0, jitterNanos: 0 };
  if (nextIsNumber(args)) {
    times.minNanos = slotTime(args, "min_delay");
    times.maxNanos = nextIsNumber(args) ? slotTime(args, "max_delay") : times.minNanos;
    if (times.maxNanos < times.minNanos) args.refuse(1, 'Illegal "slot max_delay"\n');
  } else {
    const word = args.value();
    if (word !== "distribution") args.refuse(1, `Unknown slot parameter: ${word}\n`);
    const chosen = table(args);
    if (chosen) read.slotDistribution = chosen;
    times.delayNanos = slotTime(args, "delay");
    times.jitterNanos = slotTime(args, "jitter");
    if (times.jitterNanos <= 0) args.refuse(1, "Non-positive jitter\n");
  }
  const limit = (word: string, parse: (text: string) => number | undefined): number => {
    if (!args.more || !matches(args.peek, word)) return 0;
    args.take();
    const value = args.more ? parse(args.take()) : undefined;
    if (value === undefined) args.refuse(1, `Illegal "slot ${word}"\n`);
    return value ?? 0;
  };
  // What one slot said of these holds for the next.
  const packets = limit("packets", signed) || (read.slot?.packets ?? 0);
  const bytes = limit("bytes", parseSize) || (read.slot?.bytes ?? 0);
  read.slot = { ...times, packets, bytes };
}

function rate(args: Args, read: Read): void {
  if (args.peek.includes("%")) args.unmodelled("tc qdisc: netem rate", args.peek);
  const value = taken(args, "rate", parseRate);
  const packetOverhead = nextIsSigned(args) ? taken(args, "rate", signed) : 0;
  const cellSize = nextIsNumber(args) ? taken(args, "rate", (text) => parseUnsigned(text)) : 0;
  const cellOverhead = nextIsSigned(args) ? taken(args, "rate", signed) : 0;
  read.rate = { rate: value, packetOverhead, cellSize, cellOverhead };
}

/** A chance, and a correlation behind it, if one is. */
function chance(
  args: Args,
  read: Read,
  name: "reorder" | "corrupt" | "duplicate",
  correlation: "reorderCorrelation" | "corruptCorrelation" | "duplicateCorrelation",
): void {
  read[name] = percent(args, name);
  if (!nextIsNumber(args)) return;
  read[correlation] = percent(args, name);
  if (name !== "duplicate") read.correlated = true;
}

/** In the order that decides what a shortened word means. */
const WORDS: readonly (readonly [string, (args: Args, read: Read) => void])[] = [
  ["limit", (args, read) => void (read.limit = taken(args, "limit", parseSize))],
  ["latency", delay],
  ["delay", delay],
  ["loss", loss],
  ["drop", loss],
  ["ecn", (_, read) => void (read.ecn = true)],
  [
    "reorder",
    (args, read) => {
      chance(args, read, "reorder", "reorderCorrelation");
      read.reordering = true;
    },
  ],
  [
    "corrupt",
    (args, read) => {
      chance(args, read, "corrupt", "corruptCorrelation");
      read.corruption = true;
    },
  ],
  ["gap", (args, read) => void (read.gap = taken(args, "gap", (text) => parseUnsigned(text)))],
  ["duplicate", (args, read) => chance(args, read, "duplicate", "duplicateCorrelation")],
  [
    "distribution",
    (args, read) => {
      const chosen = table(args);
      if (chosen) read.distribution = chosen;
    },
  ],
  ["rate", rate],
  ["slot", slot],
];

function delay(args: Args, read: Read): void {
  read.delayTicks = time(args);
  if (!nextIsNumber(args)) return;
  read.jitterTicks = time(args);
  if (!nextIsNumber(args)) return;
  read.delayCorrelation = percent(args, "latency");
  read.correlated = true;
}

/** What tc looks at when it has read all. */
function check(args: Args, read: Read): void {
  if (read.reorder > 0) {
    if (read.delayTicks === 0) args.refuse(1, `reordering not possible without specifying some delay\n${USAGE}`);
    if (read.gap === 0) read.gap = 1;
  } else if (read.gap > 0) args.refuse(1, `gap specified without reorder probability\n${USAGE}`);
  if (read.ecn && read.loss === 0 && !read.lossModel) args.refuse(1, `ecn requested without loss model\n${USAGE}`);
  if (read.distribution && (read.delayTicks === 0 || read.jitterTicks === 0))
    args.refuse(1, `distribution specified but no latency and jitter values\n${USAGE}`);
}

function parse(args: Args): NetemRequest | undefined {
  const read = plain();
  while (args.more) {
    const word = args.take();
    const known = WORDS.find(([name]) => matches(word, name));
    if (known) known[1](args, read);
    else args.refuse(1, word === "help" ? USAGE : `What is "${word}"?\n${USAGE}`);
  }
  if (!args.refusal) check(args, read);
  if (args.refusal) return undefined;
  const { limit, delayTicks, jitterTicks, lossModel, duplicate, gap, distribution, slotDistribution } = read;
  const correlations = {
    delay: read.delayCorrelation,
    loss: read.lossCorrelation,
    duplicate: read.duplicateCorrelation,
  };
  return {
    kind: "netem",
    limit,
    delayTicks,
    jitterTicks,
    loss: read.loss,
    ...(lossModel && { lossModel }),
    duplicate,
    gap,
    ...(read.correlated && { correlations }),
    ...(read.reordering && { reordering: { reorder: read.reorder, correlation: read.reorderCorrelation } }),
    ...(read.corruption && { corruption: { corrupt: read.corrupt, correlation: read.corruptCorrelation } }),
    ...(distribution && { distribution }),
    ...(read.ecn && { ecn: true }),
    ...(read.rate && { rate: read.rate }),
    ...(read.slot && { slot: read.slot }),
    ...(slotDistribution && { slotDistribution }),
  };
}

/** A time that comes to these ticks: what was cut off goes on top. */
function timeWords(ticks: number): string {
  return `${Math.ceil(ticks / 15.625)}us`;
}

function chanceWords(chance: number): string {
  return `${(100 * chance) / WHOLE}%`;
}

function lossWords(model: LossModel): readonly string[] {
  if (model.kind === "gemodel") {
    const { p, r, h, k } = model;
    return ["loss", "gemodel", ...[p, r, WHOLE - h, k].map(chanceWords)];
  }
  const { p13, p31, p32, p23, p14 } = model;
  return ["loss", "state", ...[p13, p31, p32, p23, p14].map(chanceWords)];
}

function slotWords({ minNanos, maxNanos, delayNanos, jitterNanos, packets, bytes }: NetemSlot, by?: string): string[] {
  const words = by
    ? ["slot", "distribution", by, `${delayNanos}ns`, `${jitterNanos}ns`]
    : ["slot", `${minNanos}ns`, `${maxNanos}ns`];
  if (packets !== 0) words.push("packets", String(packets));
  return bytes === 0 ? words : [...words, "bytes", String(bytes)];
}

function render(options: NetemRequest): string[] {
  const words = ["limit", String(options.limit)];
  const { correlations, reordering, corruption, rate: speed } = options;
  const more = (value: number) => (value > 0 ? [chanceWords(value)] : []);
  if (options.delayTicks > 0) {
    words.push("delay", timeWords(options.delayTicks));
    if (options.jitterTicks > 0) words.push(timeWords(options.jitterTicks), ...more(correlations?.delay ?? 0));
  }
  if (options.lossModel) words.push(...lossWords(options.lossModel));
  else if (options.loss > 0) words.push("loss", chanceWords(options.loss), ...more(correlations?.loss ?? 0));
  if (options.ecn) words.push("ecn");
  if (options.duplicate > 0)
    words.push("duplicate", chanceWords(options.duplicate), ...more(correlations?.duplicate ?? 0));
  if (reordering) words.push("reorder", chanceWords(reordering.reorder), ...more(reordering.correlation));
  if (corruption) words.push("corrupt", chanceWords(corruption.corrupt), ...more(corruption.correlation));
  if (options.distribution) words.push("distribution", options.distribution);
  if (options.gap > 0) words.push("gap", String(options.gap));
  if (speed)
    words.push("rate", `${speed.rate}bps`, ...[speed.packetOverhead, speed.cellSize, speed.cellOverhead].map(String));
  if (options.slot) words.push(...slotWords(options.slot, options.slotDistribution));
  return words;
}

export const NETEM: QdiscGrammar = {
  parse,
  render: (options) => (options.kind === "netem" ? render(options) : []),
  print: (out, options) => {
    if (options.kind === "netem") printNetem(out, options);
  },
  words: WORDS.map(([word]) => word).filter((word) => word !== "latency" && word !== "drop"),
};
