/** `tbf`, the token bucket (tc-tbf(8), tc/q_tbf.c of iproute2). Overheads and cells are refused by name. */
import { microsOf, type Tbf } from "../../model/qdisc.ts";
import type { Args } from "../args.ts";
import type { Output } from "../output.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import {
  formatRate,
  formatSize,
  formatTime,
  parseRate,
  parseSize,
  parseTime,
  sizeWords,
  transmitSize,
  transmitTicks,
} from "./units.ts";

const USAGE = "Usage: ... tbf limit BYTES burst BYTES[/BYTES] rate KBPS [ mtu BYTES[/BYTES] ]\n";
const UNMODELLED = ["mpu", "overhead", "linklayer"];
type Name = "rate" | "burst" | "limit" | "latency" | "peakrate" | "mtu";
/** What may be said in several ways. */
const NAMES: Readonly<Record<string, Name>> = {
  rate: "rate",
  burst: "burst",
  buffer: "burst",
  maxburst: "burst",
  limit: "limit",
  latency: "latency",
  peakrate: "peakrate",
  mtu: "mtu",
  minburst: "mtu",
};

function parse(args: Args): Tbf | undefined {
  const read: { [K in Name]?: number | undefined } = {};
  while (args.more) {
    const word = args.take();
    const name = Object.hasOwn(NAMES, word) ? NAMES[word] : undefined;
    if (name) {
      const parser = name === "rate" || name === "peakrate" ? parseRate : name === "latency" ? parseTime : parseSize;
      const value = takeValue(args, parser, (text) => args.refuse(1, `tbf: illegal value for "${word}": "${text}"\n`));
      if (value !== undefined) read[name] = value;
    } else if (UNMODELLED.includes(word)) args.unmodelled("tc qdisc: tbf", word);
    else if (word === "help") args.refuse(1, USAGE);
    else args.refuse(1, `tbf: unknown parameter "${word}"\n${USAGE}`);
  }
  if (args.refusal) return undefined;
  const { rate, burst, limit, latency, peakrate, mtu } = read;
  const wrong: string[] = [];
  if (!rate) wrong.push('tbf: the "rate" parameter is mandatory.\n');
  if (!burst) wrong.push('tbf: the "burst" parameter is mandatory.\n');
  if (limit === undefined && latency === undefined) wrong.push('tbf: either "limit" or "latency" is required.\n');
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
    bufferTicks: transmitTicks(rate, burst),
    limit: limit ?? least,
    ...(peakrate ? { peak: { rate: peakrate, mtuTicks: transmitTicks(peakrate, mtu ?? 0) } } : {}),
  };
}

function print(out: Output, { rate, bufferTicks, limit, peak }: Tbf, details: boolean): void {
  const burst = transmitSize(rate, bufferTicks);
  out.field("rate", rate, `rate ${formatRate(rate)} `);
  out.field("burst", burst, `burst ${formatSize(burst)}${details ? "/1 mpu 0b" : ""} `);
  let latency = Math.trunc(1e6 * (limit / rate) - microsOf(bufferTicks));
  if (peak) {
    const mtu = transmitSize(peak.rate, peak.mtuTicks);
    out.text(`peakrate ${formatRate(peak.rate)} `);
    const word = details ? `mtu ${formatSize(mtu)}/1 mpu 0b ` : `minburst ${formatSize(mtu)} `;
    out.field(details ? "mtu" : "minburst", mtu, word);
    latency = Math.max(latency, Math.trunc(1e6 * (limit / peak.rate) - microsOf(peak.mtuTicks)));
  }
  if (latency < 0) out.field("limit", limit, `limit ${formatSize(limit)} `);
  else out.field("lat", latency, `lat ${formatTime(latency)} `);
  if (details) out.text("linklayer ethernet ");
}

export const TBF: QdiscGrammar = {
  parse,
  render: (options) => {
    if (options.kind !== "tbf") return [];
    const { rate, bufferTicks, limit, peak } = options;
    return [
      ...["rate", `${rate}bps`, "burst", sizeWords(rate, bufferTicks), "limit", String(limit)],
      ...(peak ? ["peakrate", `${peak.rate}bps`, "mtu", sizeWords(peak.rate, peak.mtuTicks)] : []),
    ];
  },
  print: (out, options, details) => {
    if (options.kind === "tbf") print(out, options, details);
  },
  words: Object.keys(NAMES),
};
