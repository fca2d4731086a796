/** What requests for queueing disciplines come to on a device: each kind's `init` and `change` (net/sched/sch_*.c). */
import type { KernelError } from "../errors.ts";
import { type Link, queuesInUse } from "../model/link.ts";
import {
  type Cake,
  type Codel,
  codelMicrosOf,
  codelTimeOf,
  type Ets,
  type Fq,
  type FqCodel,
  type Htb,
  type Mq,
  type Pie,
  type Qdisc,
  type QdiscOptions,
  type Red,
  type Sfq,
  ticksOf,
} from "../model/qdisc.ts";
import { ok, type Result } from "../result.ts";
import type {
  CakeRequest,
  CodelRequest,
  EtsRequest,
  FqCodelRequest,
  FqRequest,
  HtbRequest,
  PieRequest,
  QdiscRequest,
  SfqRequest,
} from "./qdisc.ts";
import { netemRequestOf, settleNetem } from "./qdisc-netem.ts";
import { refuse } from "./transaction.ts";

/** psched_mtu of a device: what one frame may take with its header. */
function frameSize(link: Link): number {
  return link.mtu + 14;
}

/** FQ_CODEL_QUANTUM_MAX, and the largest of fq and sfq. */
const LARGEST_QUANTUM = 1 << 20;
const LEAST_QUANTUM = 256;

/** fq_codel_init, fq_codel_change; tc does not send what is 0. */
function settleFqCodel(
  link: Link,
  request: FqCodelRequest,
  before: QdiscOptions | undefined,
): Result<FqCodel, KernelError> {
  const old = before?.kind === "fq_codel" ? before : undefined;
  const flows = request.flows || undefined;
  if (flows !== undefined && (old || flows > 65_536)) return refuse("EINVAL");
  const quantum = request.quantum ? Math.max(LEAST_QUANTUM, request.quantum) : undefined;
  if (quantum !== undefined && quantum > LARGEST_QUANTUM) return refuse("EINVAL", "Invalid quantum");
  return ok({
    kind: "fq_codel",
    limit: request.limit || (old?.limit ?? 10_240),
    flows: flows ?? old?.flows ?? 1024,
    quantum: quantum ?? old?.quantum ?? Math.min(Math.max(frameSize(link), LEAST_QUANTUM), LARGEST_QUANTUM),
    targetTime: request.targetMicros ? codelTimeOf(request.targetMicros) : (old?.targetTime ?? codelTimeOf(5000)),
    intervalTime: request.intervalMicros
      ? codelTimeOf(request.intervalMicros)
      : (old?.intervalTime ?? codelTimeOf(100_000)),
    memoryLimit: Math.min(request.memoryLimit ?? old?.memoryLimit ?? 32 << 20, 2 ** 31),
    ecn: request.ecn ?? old?.ecn ?? true,
    dropBatch: request.dropBatch || (old?.dropBatch ?? 64),
    thresholdTime: request.thresholdMicros === undefined ? old?.thresholdTime : codelTimeOf(request.thresholdMicros),
  });
}

/** codel_init, codel_change; tc does not send what is 0. */
function settleCodel(request: CodelRequest, before: QdiscOptions | undefined): Codel {
  const old = before?.kind === "codel" ? before : undefined;
  const { limit, targetMicros, intervalMicros, thresholdMicros, ecn } = request;
  return {
    kind: "codel",
    limit: limit || (old?.limit ?? 1000),
    targetTime: targetMicros ? codelTimeOf(targetMicros) : (old?.targetTime ?? codelTimeOf(5000)),
    intervalTime: intervalMicros ? codelTimeOf(intervalMicros) : (old?.intervalTime ?? codelTimeOf(100_000)),
    ecn: ecn ?? old?.ecn ?? false,
    thresholdTime: thresholdMicros === undefined ? old?.thresholdTime : codelTimeOf(thresholdMicros),
  };
}

/** A tick of the kernel's own clock (CONFIG_HZ of 250), which it waits by. */
const JIFFY_MICROS = 4000;

/** fq_init, fq_change. */
function settleFq(link: Link, request: FqRequest, before: QdiscOptions | undefined): Result<Fq, KernelError> {
  const old = before?.kind === "fq" ? before : undefined;
  const { buckets, quantum, refillMicros, maxRate } = request;
  const log = buckets ? Math.ceil(Math.log2(buckets)) : undefined;
  if (quantum !== undefined && (quantum === 0 || quantum > LARGEST_QUANTUM))
    return refuse("EINVAL", "sch_fq: invalid quantum");
  if (log !== undefined && (log < 1 || log > 18)) return refuse("EINVAL");
  return ok({
    kind: "fq",
    limit: request.limit ?? old?.limit ?? 10_000,
    flowLimit: request.flowLimit ?? old?.flowLimit ?? 100,
    buckets: log === undefined ? (old?.buckets ?? 1024) : 2 ** log,
    orphanMask: request.orphanMask ?? old?.orphanMask ?? 1023,
    pacing: request.pacing ?? old?.pacing ?? true,
    quantum: quantum ?? old?.quantum ?? 2 * frameSize(link),
    initialQuantum: request.initialQuantum ?? old?.initialQuantum ?? 10 * frameSize(link),
    maxRate: maxRate ?? old?.maxRate,
    lowRateThreshold: request.lowRateThreshold ?? old?.lowRateThreshold ?? 68_750,
    refillMicros:
      refillMicros === undefined
        ? (old?.refillMicros ?? 40_000)
        : Math.ceil(refillMicros / JIFFY_MICROS) * JIFFY_MICROS,
    slackNanos: request.slackNanos ?? old?.slackNanos ?? 10_000,
    horizonMicros: request.horizonMicros ?? old?.horizonMicros ?? 10_000_000,
    horizonDrop: request.horizonDrop ?? old?.horizonDrop ?? true,
  });
}

/** SFQ_MAX_FLOWS and SFQ_MAX_DEPTH, SFQ_DEFAULT_FLOWS. */
const SFQ_MOST_FLOWS = 0x10000 - 127 - 1;
const SFQ_MOST_DEPTH = 127;

/** sfq_init: 0 is what was left out. */
function settleSfq(link: Link, request: SfqRequest): Result<Sfq, KernelError> {
  const { divisor: wanted = 0, quantum = 0, perturbSeconds = 0 } = request;
  if (wanted && ((wanted & (wanted - 1)) !== 0 || wanted > 65_536)) return refuse("EINVAL");
  if (quantum > LARGEST_QUANTUM) return refuse("EINVAL", "sch_sfq: quantum too large");
  if (perturbSeconds < 0) return refuse("EINVAL", "sch_sfq: invalid perturb period");
  const divisor = wanted || 1024;
  let flows = request.flows ? Math.min(request.flows, SFQ_MOST_FLOWS) : 128;
  if (wanted) flows = Math.min(flows, divisor);
  const depth = request.depth ? Math.min(request.depth, SFQ_MOST_DEPTH) : SFQ_MOST_DEPTH;
  let limit = SFQ_MOST_DEPTH;
  if (request.limit) {
    limit = Math.min(request.limit, depth * flows);
    flows = Math.min(flows, limit);
  }
  if (limit === 1) return refuse("EINVAL", "sch_sfq: invalid limit");
  return ok({
    kind: "sfq",
    limit,
    depth,
    flows,
    divisor,
    quantum: quantum
      ? Math.max(LEAST_QUANTUM, quantum)
      : Math.min(Math.max(frameSize(link), LEAST_QUANTUM), LARGEST_QUANTUM),
    headDrop: request.headDrop ?? false,
    perturbSeconds,
  });
}

/** pie_init, pie_change; tc does not send what is 0. */
function settlePie(request: PieRequest, before: QdiscOptions | undefined): Pie {
  const old = before?.kind === "pie" ? before : undefined;
  const { limit, targetMicros, updateMicros, alpha, beta } = request;
  return {
    kind: "pie",
    limit: limit || (old?.limit ?? 1000),
    targetTicks: targetMicros ? ticksOf(targetMicros) : (old?.targetTicks ?? ticksOf(15_000)),
    updateJiffies: updateMicros ? Math.ceil(updateMicros / JIFFY_MICROS) : (old?.updateJiffies ?? PIE_UPDATE_JIFFIES),
    alpha: alpha || (old?.alpha ?? 2),
    beta: beta || (old?.beta ?? 20),
    ecn: request.ecn ?? old?.ecn ?? false,
    bytemode: request.bytemode ?? old?.bytemode ?? false,
    rateEstimator: request.rateEstimator ?? old?.rateEstimator ?? false,
  };
}

/** 15 ms. */
const PIE_UPDATE_JIFFIES = 4;

const NEW_CAKE: Cake = {
  ...{ kind: "cake", bandwidth: 0, diffserv: "diffserv3", flowMode: "triple-isolate", nat: false, wash: false },
  ...{ ingress: false, splitGso: true, intervalMicros: 100_000, targetMicros: 5000, memoryLimit: 0, atm: "noatm" },
  ...{ overhead: 0, raw: true, leastPacket: 0, capacity: 0 },
};

/** cake_init, cake_change; tc does not send what is 0. An overhead is of the network's packets, unless they are raw. */
function settleCake(request: CakeRequest, before: QdiscOptions | undefined): Cake {
  const old = before?.kind === "cake" ? before : NEW_CAKE;
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  const raw = request.raw ?? (request.overhead === undefined ? old.raw : false);
  const next = { ...old, ...(Object.fromEntries(given) as Partial<Cake>), raw };
  return before ? next : { ...next, capacity: next.bandwidth };
}

/** fls: how many bits a number takes. */
function bitsOf(number: number): number {
  return 32 - Math.clz32(number);
}

/** red_check_params, red_validate_flags, red_set_parms. */
function settleRed(request: Red): Result<Red, KernelError> {
  const { min, max, averageLog, chanceLog, nodrop, ecn } = request;
  if (bitsOf(min) + averageLog >= 32 || bitsOf(max) + averageLog >= 32 || max < min) return refuse("EINVAL");
  if (nodrop && !ecn) return refuse("EINVAL", "sch_red: nodrop mode is only meaningful with ECN");
  if (request.probability !== 0) return ok(request);
  const usual = Math.imul(0xffffffff >>> chanceLog, Math.max(1, max - min)) >>> 0;
  return ok({ ...request, probability: usual });
}

/** htb_init. */
function settleHtb(link: Link, { rateToQuantum, defaultClass, directLimit }: HtbRequest): Htb {
  return {
    kind: "htb",
    rateToQuantum: Math.max(1, rateToQuantum ?? 10),
    defaultClass: defaultClass ?? 0,
    directLimit: directLimit ?? link.txQueueLength,
    classes: [],
    buckets: 4,
  };
}

/** The request that comes to these options; classes are added by themselves. */
export function requestOf(options: QdiscOptions): QdiscRequest {
  switch (options.kind) {
    case "netem":
      return netemRequestOf(options);
    case "fq_codel": {
      const { targetTime, intervalTime, thresholdTime, ...rest } = options;
      return {
        ...rest,
        targetMicros: microsFor(targetTime),
        intervalMicros: microsFor(intervalTime),
        ...(thresholdTime !== undefined && { thresholdMicros: microsFor(thresholdTime) }),
      };
    }
    case "codel": {
      const { targetTime, intervalTime, thresholdTime, ...rest } = options;
      return {
        ...rest,
        targetMicros: microsFor(targetTime),
        intervalMicros: microsFor(intervalTime),
        ...(thresholdTime !== undefined && { thresholdMicros: microsFor(thresholdTime) }),
      };
    }
    case "sfq": {
      // A limit that was left out does not lessen the flows.
      const { limit, ...rest } = options;
      return options.flows > limit ? rest : options;
    }
    case "pie": {
      const { targetTicks, updateJiffies, ...rest } = options;
      return { ...rest, targetMicros: Math.ceil(targetTicks / 15.625), updateMicros: updateJiffies * JIFFY_MICROS };
    }
    case "cake": {
      const { capacity: _, overhead, ...rest } = options;
      // Raw it is where nothing is said of an overhead.
      return rest.raw ? rest : { ...rest, overhead };
    }
    case "drr":
    case "multiq":
    case "mq":
      return { kind: options.kind };
    case "htb": {
      const { classes: _, buckets: __, ...rest } = options;
      return rest;
    }
    default:
      return options;
  }
}

/** The least time that comes to this one; none at all would mean another thing. */
function microsFor(time: number): number {
  const micros = Math.max(1, codelMicrosOf(time));
  return codelTimeOf(micros) === time ? micros : micros + 1;
}

/** ets_qdisc_change. */
function settleEts(link: Link, request: EtsRequest): Result<Ets, KernelError> {
  const { bands, strict, quanta, priomap } = request;
  const usual = clampQuantum(frameSize(link));
  const rest = Array.from({ length: bands - strict }, (_, at) => clampQuantum(quanta[at] ?? usual));
  const map = Array.from({ length: 16 }, (_, priority) => priomap[priority] ?? bands - 1);
  return ok({ kind: "ets", bands, strict, quanta: rest, priomap: map });
}

function clampQuantum(quantum: number): number {
  return Math.min(Math.max(quantum, LEAST_QUANTUM), LARGEST_QUANTUM);
}

/** mq_init, with what stands in each queue by itself. */
function settleMq(link: Link, born: QdiscOptions | undefined): Result<Mq, KernelError> {
  if (link.queues.tx <= 1) return refuse("EOPNOTSUPP");
  // A default that cannot do without settings is none for a queue.
  if (!born) return refuse("ENOMEM");
  const { tx } = queuesInUse(link);
  return ok({ kind: "mq", child: born, inUse: tx, queues: link.queues.tx, taken: [] });
}

/** What a request comes to, or how its kind refuses it. `before` is what is to be changed; `born` what a queue has by itself. */
export function settle(
  link: Link,
  others: readonly Qdisc[],
  request: QdiscRequest,
  before: Qdisc | undefined,
  born?: QdiscOptions,
): Result<QdiscOptions, KernelError> {
  switch (request.kind) {
    case "unknown":
      return refuse("ENOENT", "Specified qdisc kind is unknown");
    case "ingress":
    case "clsact":
      // Nowhere but where packets come in (ingress_init, clsact_init).
      return refuse("EOPNOTSUPP");
    case "pfifo":
    case "bfifo":
    case "pfifo_head_drop": {
      const packets = link.txQueueLength;
      const usual = request.kind === "bfifo" ? packets * frameSize(link) : packets;
      return ok({ kind: request.kind, limit: request.limit ?? usual });
    }
    case "prio": {
      const { bands, priomap } = request;
      const fits = bands >= 2 && bands <= 16 && priomap.every((band) => band < bands);
      return fits ? ok(request) : refuse("EINVAL");
    }
    case "netem":
      return settleNetem(request, others, before);
    case "tbf":
      return request.peak && request.peak.rate <= request.rate ? refuse("EINVAL") : ok(request);
    case "fq_codel":
      return settleFqCodel(link, request, before?.options);
    case "codel":
      return ok(settleCodel(request, before?.options));
    case "fq":
      return settleFq(link, request, before?.options);
    case "sfq":
      if (!before) return settleSfq(link, request);
      // Without a word nothing is sent that could be refused.
      return Object.keys(request).length === 1 ? ok(before.options) : refuse("EINVAL", UNCHANGEABLE);
    case "cake":
      return ok(settleCake(request, before?.options));
    case "pie":
      return ok(settlePie(request, before?.options));
    case "red":
      return settleRed(request);
    case "ets":
      return settleEts(link, request);
    case "multiq":
      if (link.queues.tx <= 1) return refuse("EOPNOTSUPP");
      return ok({ kind: "multiq", bands: queuesInUse(link).tx, most: link.queues.tx });
    case "mq":
      // It has no settings to change.
      return before ? ok(before.options) : settleMq(link, born);
    case "drr":
      return ok(before?.options ?? { kind: "drr", classes: [], buckets: 4 });
    case "htb":
      return before ? refuse("EINVAL", UNCHANGEABLE) : ok(settleHtb(link, request));
    default:
      return ok(request);
  }
}

const UNCHANGEABLE = "Change operation not supported by specified qdisc";
