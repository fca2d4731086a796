/** `pie` (tc/q_pie.c of iproute2). */
import { microsOf, type Pie } from "../../model/qdisc.ts";
import type { PieRequest } from "../../operation/qdisc.ts";
import { parseUnsigned } from "../args.ts";
import { general } from "../general.ts";
import type { Output } from "../output.ts";
import type { QdiscGrammar } from "./kind.ts";
import { field, flag, type Reader, readWords, unsigned, type Writable } from "./option-words.ts";
import { formatTime, parseTime } from "./units.ts";

const USAGE = `Usage: ... pie [ limit PACKETS ] [ target TIME ]
               [ tupdate TIME ] [ alpha ALPHA ] [ beta BETA ]
               [ bytemode | nobytemode ] [ ecn | noecn ]
               [ dq_rate_estimator | no_dq_rate_estimator ]
`;
/** ALPHA_MAX, BETA_MAX. */
const weight = (text: string) => parseUnsigned(text, 32);

const WORDS: Readonly<Record<string, Reader<Writable<PieRequest>>>> = {
  limit: field("limit", "limit", unsigned),
  target: field("targetMicros", "target", parseTime),
  tupdate: field("updateMicros", "tupdate", parseTime),
  alpha: field("alpha", "alpha", weight),
  beta: field("beta", "beta", weight),
  ecn: flag("ecn", true),
  noecn: flag("ecn", false),
  bytemode: flag("bytemode", true),
  nobytemode: flag("bytemode", false),
  dq_rate_estimator: flag("rateEstimator", true),
  no_dq_rate_estimator: flag("rateEstimator", false),
};

/** The kernel's clock has CONFIG_HZ of 250. */
const JIFFY_MICROS = 4000;

function print(out: Output, options: Pie): void {
  const { limit, targetTicks, updateJiffies, alpha, beta, ecn, bytemode, rateEstimator } = options;
  const [target, update] = [microsOf(targetTicks), updateJiffies * JIFFY_MICROS];
  out.field("limit", limit, `limit ${limit}p `).field("target", target, `target ${formatTime(target)} `);
  out.field("tupdate", update, `tupdate ${formatTime(update)} `);
  out.field("alpha", alpha, `alpha ${alpha} `).field("beta", beta, `beta ${beta} `);
  if (ecn) out.field("ecn", true, "ecn ");
  if (bytemode) out.field("bytemode", true, "bytemode ");
  if (rateEstimator) out.field("dq_rate_estimator", true, "dq_rate_estimator ");
}

export const PIE: QdiscGrammar = {
  parse: (args) => readWords<PieRequest>(args, { kind: "pie" }, WORDS, [], USAGE),
  render(options) {
    if (options.kind !== "pie") return [];
    const { limit, targetMicros, updateMicros, alpha, beta, ecn, bytemode, rateEstimator } = options;
    return [
      ...(limit === undefined ? [] : ["limit", String(limit)]),
      ...(targetMicros === undefined ? [] : ["target", `${targetMicros}us`]),
      ...(updateMicros === undefined ? [] : ["tupdate", `${updateMicros}us`]),
      ...(alpha === undefined ? [] : ["alpha", String(alpha)]),
      ...(beta === undefined ? [] : ["beta", String(beta)]),
      ...(ecn === undefined ? [] : [ecn ? "ecn" : "noecn"]),
      ...(bytemode === undefined ? [] : [bytemode ? "bytemode" : "nobytemode"]),
      ...(rateEstimator === undefined ? [] : [rateEstimator ? "dq_rate_estimator" : "no_dq_rate_estimator"]),
    ];
  },
  print: (out, options) => {
    if (options.kind === "pie") print(out, options);
  },
  printStats(out, { pie }, _now, options) {
    const { probability = 0, delayMicros = 0, rate, packetsIn = 0, overlimit = 0 } = pie ?? {};
    const { dropped = 0, longest = 0, ecnMark = 0 } = pie ?? {};
    out.field("prob", Number(general(probability)), `  prob ${general(probability)}`);
    out.field("delay", delayMicros, ` delay ${formatTime(delayMicros)}`);
    if (options?.kind === "pie" && options.rateEstimator)
      out.field("avg_dq_rate", rate ?? 0, ` avg_dq_rate ${rate ?? 0}`);
    out.line();
    out.field("pkts_in", packetsIn, `  pkts_in ${packetsIn}`).field("overlimit", overlimit, ` overlimit ${overlimit}`);
    out.field("dropped", dropped, ` dropped ${dropped}`).field("maxq", longest, ` maxq ${longest}`);
    out.field("ecn_mark", ecnMark, ` ecn_mark ${ecnMark}`).text("\n");
  },
  words: Object.keys(WORDS),
};
