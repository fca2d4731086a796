/**
 * `netem` (tc-netem(8), tc/q_netem.c of iproute2). Rates with overhead, slots, the loss models beside the random one, ECN and
 * other distributions than the even and the normal one are refused by name.
 */
import { microsOf, type Netem, ticksOf } from "../../model/qdisc.ts";
import type { NetemRequest } from "../../operation/qdisc.ts";
import { type Args, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import {
  formatPercent,
  formatRate,
  formatTime,
  parsePercent,
  parseRate,
  parseSize,
  parseTime,
  shareOf,
} from "./units.ts";

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
const UNMODELLED = ["slot", "ecn"];

const PLAIN: Netem = {
  kind: "netem",
  limit: 1000,
  delayTicks: 0,
  jitterTicks: 0,
  delayCorrelation: 0,
  loss: 0,
  lossCorrelation: 0,
  duplicate: 0,
  reorder: 0,
  reorderCorrelation: 0,
  corrupt: 0,
  corruptCorrelation: 0,
  distribution: "uniform",
  gap: 0,
  rate: 0,
};

/** The tables that come with tc. */
const TABLES = ["pareto", "paretonormal", "experimental"];

type Read = { -readonly [K in keyof Netem]: Netem[K] } & {
  /** Some correlation was given: all are sent, those that were not as 0. */
  correlated?: true;
};

/** NEXT_IS_NUMBER: the next word begins with a digit. */
function nextIsNumber(args: Args): boolean {
  return args.more && /^\d/.test(args.peek);
}

function percent(args: Args, what: string): number {
  return takeValue(args, parsePercent, () => args.refuse(1, `Illegal "${what}"\n`)) ?? 0;
}

/** get_ticks: what does not fit in 32 bits is too much. */
function time(args: Args): number {
  const micros = takeValue(args, parseTime, () => args.refuse(1, 'Illegal "latency"\n')) ?? 0;
  const ticks = ticksOf(micros);
  if (ticks <= 0xffffffff) return ticks;
  args.refuse(1, `Illegal ${micros} time (too large)\nIllegal "latency"\n`);
  return 0;
}

const WORDS: Readonly<Record<string, (args: Args, read: Read) => void>> = {
  limit: (args, read) => {
    read.limit = takeValue(args, parseSize, () => args.refuse(1, 'Illegal "limit"\n')) ?? 0;
  },
  delay: (args, read) => {
    read.delayTicks = time(args);
    if (nextIsNumber(args)) {
      read.jitterTicks = time(args);
      if (nextIsNumber(args)) {
        read.delayCorrelation = percent(args, "latency");
        read.correlated = true;
      }
    }
  },
  loss: (args, read) => {
    const random = args.peek === "random";
    if (random) args.take();
    if (args.peek === "state" || args.peek === "gemodel") args.unmodelled("tc qdisc: netem loss", args.peek);
    else if (args.more && !random && !nextIsNumber(args)) args.refuse(1, `Unknown loss parameter: ${args.peek}\n`);
    else {
      read.loss = percent(args, "loss percent");
      if (nextIsNumber(args)) {
        read.lossCorrelation = percent(args, "loss correllation");
        read.correlated = true;
      }
    }
  },
  duplicate: (args, read) => {
    read.duplicate = percent(args, "duplicate");
    // Sent under the name of another: tc never shows it.
    if (nextIsNumber(args)) {
      percent(args, "duplicate");
      read.correlated = true;
    }
  },
  reorder: (args, read) => {
    read.reorder = percent(args, "reorder");
    if (!nextIsNumber(args)) return;
    read.reorderCorrelation = percent(args, "reorder");
    read.correlated = true;
  },
  corrupt: (args, read) => {
    read.corrupt = percent(args, "corrupt");
    if (!nextIsNumber(args)) return;
    read.corruptCorrelation = percent(args, "corrupt");
    read.correlated = true;
  },
  distribution: (args, read) => {
    const table = args.value();
    if (args.refusal) return;
    if (table === "normal") read.distribution = table;
    else if (TABLES.includes(table)) args.unmodelled("tc qdisc: netem distribution", table);
    else
      args.refuse(
        1,
        `No distribution data for ${table} (/usr/lib/x86_64-linux-gnu/tc//${table}.dist: No such file or directory)\n`,
      );
  },
  gap: (args, read) => {
    read.gap = takeValue(args, parseUnsigned, () => args.refuse(1, 'Illegal "gap"\n')) ?? 0;
  },
  rate: (args, read) => {
    if (args.peek.includes("%")) args.unmodelled("tc qdisc: netem rate", args.peek);
    read.rate = takeValue(args, parseRate, () => args.refuse(1, 'Illegal "rate"\n')) ?? 0;
    if (/^-?\d/.test(args.peek)) args.unmodelled("tc qdisc: netem rate", args.peek);
  },
};
const OTHER_NAMES: Readonly<Record<string, string>> = { latency: "delay", drop: "loss" };

function parse(args: Args): NetemRequest | undefined {
  const read: Read = { ...PLAIN };
  const given = new Set<string>();
  while (args.more) {
    const word = args.take();
    const name = OTHER_NAMES[word] ?? word;
    const known = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
    if (name === "loss" && given.has(name)) args.refuse(1, 'Illegal "duplicate loss argument\n"\n');
    given.add(name);
    if (known) known(args, read);
    else if (UNMODELLED.includes(word)) args.unmodelled("tc qdisc: netem", word);
    else if (word === "help") args.refuse(1, USAGE);
    else args.refuse(1, `What is "${word}"?\n${USAGE}`);
  }
  if (args.refusal) return undefined;
  if (read.reorder > 0 && read.gap === 0) read.gap = 1;
  if (read.reorder === 0 && read.gap > 0) args.refuse(1, `gap specified without reorder probability\n${USAGE}`);
  if (read.distribution !== "uniform" && (read.delayTicks === 0 || read.jitterTicks === 0))
    args.refuse(1, `distribution specified but no latency and jitter values\n${USAGE}`);
  if (read.reorder > 0 && read.delayTicks === 0)
    args.refuse(1, `reordering not possible without specifying some delay\n${USAGE}`);
  if (args.refusal) return undefined;
  const { limit, delayTicks, jitterTicks, loss, duplicate, gap } = read;
  const { delayCorrelation, lossCorrelation, reorder, reorderCorrelation, rate } = read;
  return {
    kind: "netem",
    limit,
    delayTicks,
    jitterTicks,
    loss,
    duplicate,
    gap,
    ...(read.correlated ? { correlations: { delay: delayCorrelation, loss: lossCorrelation } } : {}),
    ...(given.has("reorder") ? { reordering: { reorder, correlation: reorderCorrelation } } : {}),
    ...(given.has("corrupt") ? { corruption: { corrupt: read.corrupt, correlation: read.corruptCorrelation } } : {}),
    ...(read.distribution === "normal" ? { distribution: read.distribution } : {}),
    ...(given.has("rate") ? { rate } : {}),
  };
}

/** A time that comes to these ticks: what was cut off goes on top. */
function timeWords(ticks: number): string {
  return `${Math.ceil(ticks / 15.625)}us`;
}

function chanceWords(chance: number): string {
  return `${(100 * chance) / 0xffffffff}%`;
}

function render(options: NetemRequest): string[] {
  const words = ["limit", String(options.limit)];
  const more = (chance: number) => (chance > 0 ? [chanceWords(chance)] : []);
  if (options.delayTicks > 0) {
    words.push("delay", timeWords(options.delayTicks));
    if (options.jitterTicks > 0) words.push(timeWords(options.jitterTicks), ...more(options.correlations?.delay ?? 0));
  }
  if (options.loss > 0) words.push("loss", chanceWords(options.loss), ...more(options.correlations?.loss ?? 0));
  if (options.duplicate > 0) words.push("duplicate", chanceWords(options.duplicate));
  const { reordering } = options;
  if (reordering) words.push("reorder", chanceWords(reordering.reorder), ...more(reordering.correlation));
  const { corruption } = options;
  if (corruption) words.push("corrupt", chanceWords(corruption.corrupt), ...more(corruption.correlation));
  if (options.distribution) words.push("distribution", options.distribution);
  if (options.gap > 0) words.push("gap", String(options.gap));
  if (options.rate !== undefined) words.push("rate", `${options.rate}bps`);
  return words;
}

/** An object of JSON whose first field and correlation are shown in the text. */
function printChance(out: Output, key: string, field: string, word: string, chance: number, correlation: number): void {
  if (chance === 0) return;
  out.openObject(key).field(field, shareOf(chance), ` ${word} ${formatPercent(chance)}`);
  out.field("correlation", shareOf(correlation), correlation > 0 ? ` ${formatPercent(correlation)}` : "").close();
}

function print(out: Output, options: Netem): void {
  const { limit, gap, rate } = options;
  out.field("limit", limit, `limit ${limit | 0}`);
  if (options.delayTicks > 0) {
    const [delay, jitter] = [microsOf(options.delayTicks), microsOf(options.jitterTicks)];
    const correlation = options.delayCorrelation;
    out.openObject("delay").field("delay", delay / 1e6, ` delay ${formatTime(delay)}`);
    out.field("jitter", jitter / 1e6, jitter > 0 ? `  ${formatTime(jitter)}` : "");
    const shown = jitter > 0 && correlation > 0;
    out.field("correlation", shareOf(correlation), shown ? ` ${formatPercent(correlation)}` : "").close();
  }
  printChance(out, "loss-random", "loss", "loss", options.loss, options.lossCorrelation);
  printChance(out, "duplicate", "duplicate", "duplicate", options.duplicate, 0);
  printChance(out, "reorder", "reorder", "reorder", options.reorder, options.reorderCorrelation);
  printChance(out, "corrupt", "corrupt", "corrupt", options.corrupt, options.corruptCorrelation);
  if (rate > 0) {
    out.openObject("rate").field("rate", rate, ` rate ${formatRate(rate)}`);
    out.json("packetoverhead", 0).json("cellsize", 0).json("celloverhead", 0).close();
  }
  out.json("ecn", false).field("gap", gap, gap > 0 ? ` gap ${gap}` : "");
}

export const NETEM: QdiscGrammar = {
  parse,
  render: (options) => (options.kind === "netem" ? render(options) : []),
  print: (out, options) => {
    if (options.kind === "netem") print(out, options);
  },
  words: Object.keys(WORDS),
};
