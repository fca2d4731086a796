/** `red` (tc/q_red.c and tc/tc_red.c of iproute2). Events, and a bandwidth as a share of the device's, are refused by name. */
import type { Red } from "../../model/qdisc.ts";
import { type Args, matches, parseUnsigned } from "../args.ts";
import { general } from "../general.ts";
import type { Output } from "../output.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import { formatSize, parseRate, parseSize, transmitTicks } from "./units.ts";

const USAGE = `Usage: ... red	limit BYTES [min BYTES] [max BYTES] avpkt BYTES [burst PACKETS]
		[adaptive] [probability PROBABILITY] [bandwidth KBPS]
		[ecn] [harddrop] [nodrop]
		[qevent early_drop block IDX] [qevent mark block IDX]
`;
const FLAGS: Readonly<Record<string, "ecn" | "harddrop" | "nodrop" | "adaptive">> = {
  ecn: "ecn",
  harddrop: "harddrop",
  nodrop: "nodrop",
  adaptative: "adaptive",
  adaptive: "adaptive",
};
const USUAL_RATE = 1_250_000;

/** What `%lg` of scanf finds at the front. */
function parseChance(text: string): number | undefined {
  const value = Number.parseFloat(text);
  return Number.isNaN(value) ? undefined : value;
}

const NUMBERS: Readonly<Record<string, (text: string) => number | undefined>> = {
  limit: parseSize,
  min: parseSize,
  max: parseSize,
  burst: (text) => parseUnsigned(text),
  avpkt: parseSize,
  probability: parseChance,
  bandwidth: parseRate,
};

/** tc_red_eval_ewma: by what power of two the average must lag behind for a burst to get through. */
function averageLog(args: Args, min: number, burst: number, packet: number): number | undefined {
  const above = burst + 1 - min / packet;
  if (above < 1) {
    const enough = 1 + Math.trunc(min / packet);
    args.warn(`tc_red_eval_ewma() burst ${burst} is too small ? Try burst ${enough}\n`);
    return undefined;
  }
  for (let log = 1, weight = 0.5; log < 32; log++, weight /= 2)
    if (above <= (1 - (1 - weight) ** burst) / weight) return log;
  return undefined;
}

/** tc_red_eval_P. */
function chanceLog(min: number, max: number, probability: number): number | undefined {
  if (min === max) return 0;
  if (max < min) return undefined;
  let share = probability / (max - min);
  for (let log = 0; log < 32; log++, share *= 2) if (share > 1) return log;
  return undefined;
}

/** tc_red_eval_idle_damping: how many microseconds share a cell of the table by which an idle queue's average sinks. */
function cellLog(log: number, packetTicks: number): number {
  const longest = (31 * packetTicks) / -Math.log(1 - 1 / 2 ** log);
  let cell = 0;
  // The last of them has a sign, so that all fits in it.
  while (cell < 31 && longest / 2 ** cell >= 512) cell++;
  return cell;
}

function parse(args: Args): Red | undefined {
  const read: Record<string, number> = {};
  const flags = { ecn: false, harddrop: false, adaptive: false, nodrop: false };
  while (args.more) {
    const word = args.take();
    const number = Object.hasOwn(NUMBERS, word) ? NUMBERS[word] : undefined;
    const flag = Object.hasOwn(FLAGS, word) ? FLAGS[word] : undefined;
    if (word === "bandwidth" && args.peek.includes("%")) args.unmodelled("tc qdisc: red", args.peek);
    if (number) read[word] = takeValue(args, number, () => args.refuse(1, `Illegal "${word}"\n`)) ?? 0;
    else if (flag) flags[flag] = true;
    else if (matches(word, "qevent")) args.unmodelled("tc qdisc: red", "qevent");
    else args.refuse(1, word === "help" ? USAGE : `What is "${word}"?\n${USAGE}`);
  }
  return args.refusal ? undefined : evaluate(args, read, flags);
}

/** What follows from the words, by Sally Floyd's recommendations where they are silent. */
function evaluate(
  args: Args,
  read: Readonly<Record<string, number>>,
  flags: Pick<Red, "ecn" | "harddrop" | "adaptive" | "nodrop">,
): Red | undefined {
  const { limit, avpkt, probability = 0.02 } = read;
  if (!limit || !avpkt) {
    args.refuse(1, "RED: Required parameter (limit, avpkt) is missing\n");
    return undefined;
  }
  const max = read["max"] || (read["min"] ? read["min"] * 3 : Math.trunc(limit / 4));
  const min = read["min"] || Math.trunc(max / 3);
  const burst = read["burst"] || Math.trunc((2 * min + max) / (3 * avpkt));
  if (!read["bandwidth"]) args.warn("RED: set bandwidth to 10Mbit\n");
  const bandwidth = read["bandwidth"] || USUAL_RATE;
  const packetTicks = transmitTicks(bandwidth, avpkt);
  const average = averageLog(args, min, burst, avpkt);
  if (average === undefined) args.refuse(1, "RED: failed to calculate EWMA constant.\n");
  else if (average >= 10) args.warn(`RED: WARNING. Burst ${burst} seems to be too large.\n`);
  const chance = chanceLog(min, max, probability);
  if (chance === undefined) args.refuse(1, "RED: failed to calculate probability.\n");
  const cell = cellLog(average ?? 1, packetTicks);
  if (average === undefined || chance === undefined) return undefined;
  const most = Math.trunc(probability * 2 ** 32) % 2 ** 32;
  return {
    ...{ kind: "red", limit, min, max, averagePacket: avpkt, burst, bandwidth },
    ...{ averageLog: average, chanceLog: chance, cellLog: cell, probability: most, ...flags },
  };
}

function render(options: Red): readonly string[] {
  const { limit, min, max, averagePacket, burst, bandwidth, probability } = options;
  const flags = (["adaptive", "ecn", "harddrop", "nodrop"] as const).filter((flag) => options[flag]);
  return [
    ...["limit", String(limit), "min", String(min), "max", String(max), "avpkt", String(averagePacket)],
    ...["burst", String(burst), "probability", String(probability / 2 ** 32), "bandwidth", `${bandwidth}bps`],
    ...flags,
  ];
}

function print(out: Output, options: Red, details: boolean): void {
  for (const name of ["limit", "min", "max"] as const)
    out.field(name, options[name], `${name} ${formatSize(options[name])} `);
  for (const flag of ["ecn", "harddrop", "adaptive", "nodrop"] as const)
    out.field(flag, options[flag], options[flag] ? `${flag} ` : "");
  if (!details) return;
  const { averageLog: ewma, probability, cellLog: cell } = options;
  const share = Number(general(probability / 2 ** 32));
  out.field("ewma", ewma, `ewma ${ewma} `).field("probability", share, `probability ${general(share)} `);
  out.field("Scell_log", cell, `Scell_log ${cell}`);
}

export const RED: QdiscGrammar = {
  parse,
  render: (options) => (options.kind === "red" ? render(options) : []),
  print: (out, options, details) => {
    if (options.kind === "red") print(out, options, details);
  },
  printStats(out, { red }) {
    const { marked = 0, early = 0, full = 0 } = red ?? {};
    out.field("marked", marked, `  marked ${marked} `).field("early", early, `early ${early} `);
    out.field("pdrop", full, `pdrop ${full} `).field("other", 0, "other 0 ").text("\n");
  },
  words: [...Object.keys(NUMBERS), "ecn", "harddrop", "nodrop", "adaptive"],
};
