/**
 * The disciplines that let flows take turns: `fq_codel`, `fq`, `sfq` (tc/q_fq_codel.c, q_fq.c and q_sfq.c of iproute2).
 * Which packets a threshold of `fq_codel` is for, marks by one of `fq`, and random early detection within `sfq`, are refused by name.
 */
import { codelMicrosOf, type Fq, type FqCodel, type Sfq } from "../../model/qdisc.ts";
import type { FqCodelRequest, FqRequest, SfqRequest } from "../../operation/qdisc.ts";
import { parseInteger } from "../args.ts";
import { again, type Output } from "../output.ts";
import type { QdiscGrammar } from "./kind.ts";
import { field, flag, type Reader, readWords, unsigned, type Writable } from "./option-words.ts";
import {
  formatNanos,
  formatRate,
  formatSize,
  formatTime,
  parseNanos,
  parseRate,
  parseSize,
  parseTime,
} from "./units.ts";

const FQ_CODEL_USAGE = "Usage: ... fq_codel [ limit PACKETS ] [ flows NUMBER ] [ target TIME ] [ interval TIME ]\n";
const FQ_CODEL_WORDS: Readonly<Record<string, Reader<Writable<FqCodelRequest>>>> = {
  limit: field("limit", "limit", unsigned),
  flows: field("flows", "flows", unsigned),
  quantum: field("quantum", "quantum", unsigned),
  drop_batch: field("dropBatch", "drop_batch", unsigned),
  target: field("targetMicros", "target", parseTime),
  ce_threshold: field("thresholdMicros", "ce_threshold", parseTime),
  interval: field("intervalMicros", "interval", parseTime),
  memory_limit: field("memoryLimit", "memory_limit", parseSize),
  ecn: flag("ecn", true),
  noecn: flag("ecn", false),
};

function printFqCodel(out: Output, options: FqCodel): void {
  const { limit, flows, quantum, targetTime, intervalTime, thresholdTime, memoryLimit, ecn, dropBatch } = options;
  const [target, interval] = [codelMicrosOf(targetTime), codelMicrosOf(intervalTime)];
  out.field("limit", limit, `limit ${limit}p `).field("flows", flows, `flows ${flows} `);
  out.field("quantum", quantum, `quantum ${quantum} `).field("target", target, `target ${formatTime(target)} `);
  if (thresholdTime !== undefined) {
    const threshold = codelMicrosOf(thresholdTime);
    out.field("ce_threshold", threshold, `ce_threshold ${formatTime(threshold)} `);
  }
  out.field("interval", interval, `interval ${formatTime(interval)} `);
  out.field("memory_limit", memoryLimit, `memory_limit ${formatSize(memoryLimit)} `);
  if (ecn) out.field("ecn", true, "ecn ");
  if (dropBatch > 0) out.field("drop_batch", dropBatch, `drop_batch ${dropBatch} `);
}

export const FQ_CODEL: QdiscGrammar = {
  parse: (args) =>
    readWords<FqCodelRequest>(args, { kind: "fq_codel" }, FQ_CODEL_WORDS, ["ce_threshold_selector"], FQ_CODEL_USAGE),
  render(options) {
    if (options.kind !== "fq_codel") return [];
    const { limit, flows, quantum, targetMicros, thresholdMicros, intervalMicros, memoryLimit, ecn, dropBatch } =
      options;
    return [
      ...(limit === undefined ? [] : ["limit", String(limit)]),
      ...(flows === undefined ? [] : ["flows", String(flows)]),
      ...(quantum === undefined ? [] : ["quantum", String(quantum)]),
      ...(targetMicros === undefined ? [] : ["target", `${targetMicros}us`]),
      ...(thresholdMicros === undefined ? [] : ["ce_threshold", `${thresholdMicros}us`]),
      ...(intervalMicros === undefined ? [] : ["interval", `${intervalMicros}us`]),
      ...(memoryLimit === undefined ? [] : ["memory_limit", String(memoryLimit)]),
      ...(ecn === undefined ? [] : [ecn ? "ecn" : "noecn"]),
      ...(dropBatch === undefined ? [] : ["drop_batch", String(dropBatch)]),
    ];
  },
  print: (out, options) => {
    if (options.kind === "fq_codel") printFqCodel(out, options);
  },
  printStats(out, { fqCodel }) {
    const { maxPacket = 0, dropOverlimit = 0, newFlows = 0, ecnMark = 0, ceMark = 0 } = fqCodel ?? {};
    const { newLength = 0, oldLength = 0 } = fqCodel ?? {};
    out.field("maxpacket", maxPacket, `  maxpacket ${maxPacket}`);
    out.field("drop_overlimit", dropOverlimit, ` drop_overlimit ${dropOverlimit}`);
    out
      .field("new_flow_count", newFlows, ` new_flow_count ${newFlows}`)
      .field("ecn_mark", ecnMark, ` ecn_mark ${ecnMark}`);
    if (ceMark > 0) out.field("ce_mark", ceMark, ` ce_mark ${ceMark}`);
    out.text("\n");
    out.field("new_flows_len", newLength, `  new_flows_len ${newLength}`);
    out.field("old_flows_len", oldLength, ` old_flows_len ${oldLength}\n`);
  },
  words: Object.keys(FQ_CODEL_WORDS),
};

const FQ_USAGE = "Usage: ... fq [ limit PACKETS ] [ flow_limit PACKETS ] [ maxrate RATE ] [ [no]pacing ]\n";
const FQ_WORDS: Readonly<Record<string, Reader<Writable<FqRequest>>>> = {
  limit: field("limit", "limit", unsigned),
  flow_limit: field("flowLimit", "flow_limit", unsigned),
  buckets: field("buckets", "buckets", unsigned),
  orphan_mask: field("orphanMask", "initial_quantum", unsigned),
  quantum: field("quantum", "quantum", unsigned),
  initial_quantum: field("initialQuantum", "initial_quantum", unsigned),
  maxrate: field("maxRate", "maxrate", parseRate),
  low_rate_threshold: field("lowRateThreshold", "low_rate_threshold", parseRate),
  refill_delay: field("refillMicros", "refill_delay", parseTime),
  timer_slack: field("slackNanos", "timer_slack", parseNanos),
  horizon: field("horizonMicros", "horizon", parseTime),
  horizon_drop: flag("horizonDrop", true),
  horizon_cap: flag("horizonDrop", false),
  pacing: flag("pacing", true),
  nopacing: flag("pacing", false),
};

function printFq(out: Output, options: Fq): void {
  const { limit, flowLimit, buckets, orphanMask, quantum, initialQuantum, maxRate, lowRateThreshold } = options;
  out.field("limit", limit, `limit ${limit}p `).field("flow_limit", flowLimit, `flow_limit ${flowLimit}p `);
  out.field("buckets", buckets, `buckets ${buckets} `);
  out.field("orphan_mask", orphanMask, `orphan_mask ${orphanMask} `);
  if (!options.pacing) out.field("pacing", false, "nopacing ");
  out.field("quantum", quantum, `quantum ${formatSize(quantum)} `);
  out.field("initial_quantum", initialQuantum, `initial_quantum ${formatSize(initialQuantum)} `);
  if (maxRate !== undefined) out.field("maxrate", maxRate, `maxrate ${formatRate(maxRate)} `);
  if (lowRateThreshold > 0)
    out.field("low_rate_threshold", lowRateThreshold, `low_rate_threshold ${formatRate(lowRateThreshold)} `);
  const { refillMicros, slackNanos, horizonMicros } = options;
  out.field("refill_delay", refillMicros, `refill_delay ${formatTime(refillMicros)} `);
  out.field("timer_slack", slackNanos, `timer_slack ${formatNanos(slackNanos)} `);
  out.field("horizon", horizonMicros, `horizon ${formatTime(horizonMicros)} `);
  const beyond = options.horizonDrop ? "horizon_drop" : "horizon_cap";
  out.field(beyond, null, `${beyond} `);
}

/** Fields of a request of `fq` by their words, in the order of tc's own. */
const FQ_FIELDS: readonly (readonly [string, keyof FqRequest, string])[] = [
  ["limit", "limit", ""],
  ["flow_limit", "flowLimit", ""],
  ["buckets", "buckets", ""],
  ["orphan_mask", "orphanMask", ""],
  ["quantum", "quantum", ""],
  ["initial_quantum", "initialQuantum", ""],
  ["maxrate", "maxRate", "bps"],
  ["low_rate_threshold", "lowRateThreshold", "bps"],
  ["refill_delay", "refillMicros", "us"],
  ["timer_slack", "slackNanos", "ns"],
  ["horizon", "horizonMicros", "us"],
];

export const FQ: QdiscGrammar = {
  parse: (args) => readWords<FqRequest>(args, { kind: "fq" }, FQ_WORDS, ["defrate", "ce_threshold"], FQ_USAGE),
  render(options) {
    if (options.kind !== "fq") return [];
    const words = FQ_FIELDS.flatMap(([word, name, unit]) =>
      options[name] === undefined ? [] : [word, `${options[name]}${unit}`],
    );
    if (options.horizonDrop !== undefined) words.push(options.horizonDrop ? "horizon_drop" : "horizon_cap");
    if (options.pacing !== undefined) words.push(options.pacing ? "pacing" : "nopacing");
    return words;
  },
  print: (out, options) => {
    if (options.kind === "fq") printFq(out, options);
  },
  printStats(out, { fq }) {
    const { flows = 0, inactive = 0, throttledFlows = 0, highPriority = 0, throttled = 0, flowsLimit = 0 } = fq ?? {};
    out.field("flows", flows, `  flows ${flows}`).field("inactive", inactive, ` (inactive ${inactive}`);
    out.field("throttled", throttledFlows, ` throttled ${throttledFlows})\n`);
    out.field("gc", 0, "  gc 0").field("highprio", highPriority, ` highprio ${highPriority}`);
    // The same name a second time.
    out.field(again("throttled"), throttled, ` throttled ${throttled}`);
    if (flowsLimit > 0) out.field("flows_plimit", flowsLimit, ` flows_plimit ${flowsLimit}`);
    out.text("\n");
  },
  words: Object.keys(FQ_WORDS),
};

const SFQ_USAGE = "Usage: ... sfq [ limit NUMBER ] [ perturb SECS ] [ quantum BYTES ]\n";
const SFQ_WORDS: Readonly<Record<string, Reader<Writable<SfqRequest>>>> = {
  limit: (args, read) => {
    field<SfqRequest>("limit", "limit", unsigned)(args, read);
    if (read.limit !== undefined && read.limit < 2) args.refuse(1, 'Illegal "limit", must be > 1\n');
  },
  quantum: field("quantum", "limit", parseSize),
  perturb: field("perturbSeconds", "perturb", parseInteger),
  divisor: field("divisor", "divisor", unsigned),
  flows: field("flows", "flows", unsigned),
  depth: field("depth", "flows", unsigned),
  headdrop: flag("headDrop", true),
};

function printSfq(out: Output, options: Sfq, details: boolean): void {
  const { limit, quantum, depth, headDrop, flows, divisor, perturbSeconds } = options;
  out.field("limit", limit, `limit ${limit}p `).field("quantum", quantum, `quantum ${formatSize(quantum)} `);
  out.field("depth", depth, `depth ${depth} `);
  if (headDrop) out.field("headdrop", true, "headdrop ");
  if (details) out.field("flows", flows, `flows ${flows} `);
  out.field("divisor", divisor, `divisor ${divisor} `);
  if (perturbSeconds !== 0) out.field("perturb", perturbSeconds, `perturb ${perturbSeconds}sec `);
}

export const SFQ: QdiscGrammar = {
  parse: (args) =>
    readWords<SfqRequest>(
      args,
      { kind: "sfq" },
      SFQ_WORDS,
      ["redflowlimit", "min", "max", "burst", "avpkt", "probability", "ecn", "harddrop"],
      SFQ_USAGE,
    ),
  render(options) {
    if (options.kind !== "sfq") return [];
    const { limit, quantum, perturbSeconds, divisor, flows, depth, headDrop } = options;
    return [
      ...(limit === undefined ? [] : ["limit", String(limit)]),
      ...(quantum === undefined ? [] : ["quantum", String(quantum)]),
      ...(perturbSeconds === undefined ? [] : ["perturb", String(perturbSeconds)]),
      ...(divisor === undefined ? [] : ["divisor", String(divisor)]),
      ...(flows === undefined ? [] : ["flows", String(flows)]),
      ...(depth === undefined ? [] : ["depth", String(depth)]),
      ...(headDrop ? ["headdrop"] : []),
    ];
  },
  print: (out, options, details) => {
    if (options.kind === "sfq") printSfq(out, options, details);
  },
  words: Object.keys(SFQ_WORDS),
};
