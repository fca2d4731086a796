/** `tbf`, the token bucket (tc-tbf(8), tc/q_tbf.c of iproute2). Overheads and cells are refused by name. */
import { microsOf, type Tbf } from "../../model/qdisc.ts";
import { type Args, matches } from "../args.ts";
import { again, type Output } from "../output.ts";
import type { QdiscGrammar } from "./kind.ts";
import {
  formatRate,
  formatSize,
  formatTime,
  parseRate,
  parseSize,
  parseTime,
  queueTicks,
  sizeWords,
  transmitSize,
} from "./units.ts";

const USAGE =
  "Usage: ... tbf limit BYTES burst BYTES[/BYTES] rate KBPS [ mtu BYTES[/BYTES] ]\n" +
  "\t[ peakrate KBPS ] [ latency TIME ] [ overhead BYTES ] [ linklayer TYPE ]\n";
const UNMODELLED = ["mpu", "overhead", "linklayer"];
type Name = "rate" | "burst" | "limit" | "latency" | "peakrate" | "mtu";
/** What may be said in several ways, and how it is called where it comes twice; some may be cut. */
const NAMES: Readonly<Record<Name, { readonly words: readonly string[]; readonly cut: boolean }>> = {
  limit: { words: ["limit"], cut: true },
  latency: { words: ["latency"], cut: true },
  burst: { words: ["buffer", "burst", "maxburst"], cut: true },
  mtu: { words: ["mtu", "minburst"], cut: false },
  rate: { words: ["rate"], cut: false },
  peakrate: { words: ["peakrate"], cut: true },
};

function nameOf(word: string): Name | undefined {
  return (Object.keys(NAMES) as Name[]).find((name) => {
    const { words, cut } = NAMES[name];
    return words.includes(word) || (cut && matches(word, name));
  });
}

/** get_size_and_cell: the size of a cell behind the slash must be a power of two; nothing is made of it any more. */
function parseSizeAndCell(text: string): number | undefined {
  const [size = "", cell, more] = text.split("/");
  const fits = cell === undefined || (/^\d+$/.test(cell) && Number.isInteger(Math.log2(Number(cell))));
  return fits && more === undefined ? parseSize(size) : undefined;
}

const PARSERS: Readonly<Record<Name, (text: string) => number | undefined>> = {
  limit: parseSize,
  latency: parseTime,
  burst: parseSizeAndCell,
  mtu: parseSizeAndCell,
  rate: parseRate,
  peakrate: parseRate,
};

function parse(args: Args): Tbf | undefined {
  const read: { [K in Name]?: number | undefined } = {};
  while (args.more) {
    const word = args.take();
    const name = nameOf(word);
    if (name) {
      const text = args.value();
      if (args.refusal) return undefined;
      if (read[name]) args.refuse(1, `tbf: duplicate "${NAMES[name].words.join("/")}" specification\n`);
      const both = name === "limit" ? read.latency && '"latency" and "limit"' : read.limit && '"limit" and "/latency"';
      if (both && (name === "limit" || name === "latency"))
        args.refuse(1, `tbf: specifying both ${both} is not allowed\n`);
      if (PARSERS[name] === parseRate && text.includes("%")) args.unmodelled("tc qdisc: tbf", `${word} ${text}`);
      const value = PARSERS[name](text);
      if (value === undefined) args.refuse(1, `tbf: illegal value for "${word}": "${text}"\n`);
      read[name] = value;
    } else if (UNMODELLED.includes(word)) args.unmodelled("tc qdisc: tbf", word);
    else if (word === "help") args.refuse(1, USAGE);
    else args.refuse(1, `tbf: unknown parameter "${word}"\n${USAGE}`);
  }
  if (args.refusal) return undefined;
  const { rate, burst, limit, latency, peakrate, mtu } = read;
  const wrong: string[] = [];
  if (!rate) wrong.push('tbf: the "rate" parameter is mandatory.\n');
  if (!burst) wrong.push('tbf: the "burst" parameter is mandatory.\n');
  if (!limit && !latency) wrong.push('tbf: either "limit" or "latency" is required.\n');
  if (peakrate && !mtu) wrong.push('tbf: when "peakrate" is specified, "mtu" must also be specified.\n');
  if (!rate || !burst || wrong.length > 0) {
    args.refuse(1, wrong.join("") + USAGE);
    return undefined;
  }
  const room = (speed: number, more: number) => Math.trunc((speed * (latency ?? 0)) / 1e6 + more);
  const least = peakrate ? Math.min(room(rate, burst), room(peakrate, mtu ?? 0)) : room(rate, burst);
  return {
    kind: "tbf",
    rate,
    bufferTicks: queueTicks(rate, burst),
    limit: limit || least % 2 ** 32,
    ...(peakrate ? { peak: { rate: peakrate, mtuTicks: queueTicks(peakrate, mtu ?? 0) } } : {}),
  };
}

/** A size, and in details that of a cell, too, which makes a text of it in JSON as well. */
function printBucket(out: Output, key: string, size: number, details: boolean): void {
  const text = formatSize(size);
  if (details) out.field(key, `${text}/1`, `${key} ${text}/1 `);
  else out.field(key, size, `${key} ${text} `);
}

function print(out: Output, { rate, bufferTicks, limit, peak }: Tbf, details: boolean): void {
  out.field("rate", rate, `rate ${formatRate(rate)} `);
  printBucket(out, "burst", transmitSize(rate, bufferTicks), details);
  if (details) out.field("mpu", 0, "mpu 0b ");
  let latency = Math.trunc(1e6 * (limit / rate) - microsOf(bufferTicks));
  if (peak) {
    out.text(`peakrate ${formatRate(peak.rate)} `);
    printBucket(out, details ? "mtu" : "minburst", transmitSize(peak.rate, peak.mtuTicks), details);
    if (details) out.field(again("mpu"), 0, "mpu 0b ");
    latency = Math.max(latency, Math.trunc(1e6 * (limit / peak.rate) - microsOf(peak.mtuTicks)));
  }
  if (latency < 0) out.field("limit", limit, `limit ${formatSize(limit)} `);
  else out.field("lat", latency, `lat ${formatTime(latency)} `);
  if (details) out.field("linklayer", "ethernet", "linklayer ethernet ");
}

export const TBF: QdiscGrammar = {
  parse,
  render: (options) => {
    if (options.kind !== "tbf") return [];
    const { rate, bufferTicks, limit, peak } = options;
    return [
      ...["rate", `${rate}bps`, "burst", sizeWords(rate, bufferTicks, queueTicks), "limit", String(limit)],
      ...(peak ? ["peakrate", `${peak.rate}bps`, "mtu", sizeWords(peak.rate, peak.mtuTicks, queueTicks)] : []),
    ];
  },
  print: (out, options, details) => {
    if (options.kind === "tbf") print(out, options, details);
  },
  words: Object.values(NAMES).flatMap(({ words }) => words),
};
