/** `codel` (tc/q_codel.c of iproute2). */
import { type Codel, codelMicrosOf } from "../../model/qdisc.ts";
import type { CodelRequest } from "../../operation/qdisc.ts";
import type { Output } from "../output.ts";
import type { QdiscGrammar } from "./kind.ts";
import { field, flag, type Reader, readWords, unsigned, type Writable } from "./option-words.ts";
import { formatTime, parseTime } from "./units.ts";

const USAGE =
  "Usage: ... codel [ limit PACKETS ] [ target TIME ] [ interval TIME ] [ [no]ecn ] [ ce_threshold TIME ]\n";
const WORDS: Readonly<Record<string, Reader<Writable<CodelRequest>>>> = {
  limit: field("limit", "limit", unsigned),
  target: field("targetMicros", "target", parseTime),
  ce_threshold: field("thresholdMicros", "ce_threshold", parseTime),
  interval: field("intervalMicros", "interval", parseTime),
  ecn: flag("ecn", true),
  noecn: flag("ecn", false),
};

function printOptions(out: Output, { limit, targetTime, intervalTime, thresholdTime, ecn }: Codel): void {
  const time = (word: string, value: number) => {
    const micros = codelMicrosOf(value);
    out.field(word, micros, `${word} ${formatTime(micros)} `);
  };
  out.field("limit", limit, `limit ${limit}p `);
  time("target", targetTime);
  if (thresholdTime !== undefined) time("ce_threshold", thresholdTime);
  time("interval", intervalTime);
  if (ecn) out.field("ecn", true, "ecn ");
}

export const CODEL: QdiscGrammar = {
  parse: (args) => readWords<CodelRequest>(args, { kind: "codel" }, WORDS, [], USAGE),
  render(options) {
    if (options.kind !== "codel") return [];
    const { limit, targetMicros, thresholdMicros, intervalMicros, ecn } = options;
    return [
      ...(limit === undefined ? [] : ["limit", String(limit)]),
      ...(targetMicros === undefined ? [] : ["target", `${targetMicros}us`]),
      ...(thresholdMicros === undefined ? [] : ["ce_threshold", `${thresholdMicros}us`]),
      ...(intervalMicros === undefined ? [] : ["interval", `${intervalMicros}us`]),
      ...(ecn === undefined ? [] : [ecn ? "ecn" : "noecn"]),
    ];
  },
  print: (out, options) => {
    if (options.kind === "codel") printOptions(out, options);
  },
  printStats(out, { codel }, nowMicros) {
    const { count = 0, lastCount = 0, delayMicros = 0, dropping = false, dropNextMicros = 0 } = codel ?? {};
    const { maxPacket = 0, ecnMark = 0, ceMark = 0, dropOverlimit = 0 } = codel ?? {};
    out.field("count", count, `  count ${count}`).field("lastcount", lastCount, ` lastcount ${lastCount}`);
    out.field("ldelay", delayMicros, ` ldelay ${formatTime(delayMicros)}`);
    if (dropping) out.field("dropping", null, " dropping");
    const next = dropping ? dropNextMicros - nowMicros : 0;
    out.field("drop_next", next, ` drop_next ${next < 0 ? "-" : ""}${formatTime(Math.abs(next))}\n`);
    out.field("maxpacket", maxPacket, `  maxpacket ${maxPacket}`);
    out.field("ecn_mark", ecnMark, ` ecn_mark ${ecnMark}`);
    out.field("drop_overlimit", dropOverlimit, ` drop_overlimit ${dropOverlimit}`);
    if (ceMark > 0) out.field("ce_mark", ceMark, ` ce_mark ${ceMark}`);
    out.text("\n");
  },
  words: Object.keys(WORDS),
};
