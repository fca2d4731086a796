/** What follows from the settings of `cake`: its tins, and how a packet is counted (net/sched/sch_cake.c). */
import type { Cake, CakeDiffserv } from "./qdisc.ts";

/** A class of traffic. */
export interface CakeTin {
  /** Bytes a second; 0 for no limit. */
  readonly rate: number;
  /** Weight among tins where there is no rate. */
  readonly quantum: number;
  /** Bytes of a flow's turn. */
  readonly flowQuantum: number;
  readonly targetNanos: number;
  readonly intervalNanos: number;
  /** What a full frame takes. */
  readonly frameNanos: number;
}

const LEAST_RATE = 64;

/** What one byte takes at a rate, in nanoseconds: a fraction of 34 bits, as the kernel has it. */
function byteNanos(rate: number): number {
  if (rate === 0) return 0;
  let nanos = (1_000_000_000n << 34n) / BigInt(Math.max(LEAST_RATE, rate));
  let shift = 34;
  for (; nanos >> 34n !== 0n; shift--) nanos >>= 1n;
  return Number(nanos) / 2 ** shift;
}

/** What a packet of so many bytes takes. */
export function cakeNanos(rate: number, length: number): number {
  return Math.floor(length * byteNanos(rate));
}

/** cake_set_rate. */
function tinOf(options: Cake, rate: number, quantum: number, frame: number): CakeTin {
  const frameNanos = cakeNanos(rate, frame);
  const [target, interval] = [options.targetMicros * 1000, options.intervalMicros * 1000];
  const targetNanos = Math.max(Math.floor((frameNanos * 3) / 2), target);
  return {
    rate,
    quantum,
    flowQuantum: rate > 0 ? Math.max(Math.min(Math.floor(rate / 4096), 1514), 300) : 1514,
    targetNanos,
    intervalNanos: Math.max(interval + targetNanos - target, targetNanos * 2),
    frameNanos,
  };
}

/** cake_reconfigure. `frame` is the size of a full one. */
export function cakeTins(options: Cake, frame: number): readonly CakeTin[] {
  const { bandwidth: rate, diffserv } = options;
  const shared = (shift: number) => tinOf(options, Math.floor(rate / 2 ** shift), 1024 >> shift, frame);
  switch (diffserv) {
    case "besteffort":
      return [tinOf(options, rate, 65_535, frame)];
    case "diffserv3":
      return [0, 4, 2].map(shared);
    case "diffserv4":
      return [0, 4, 1, 2].map(shared);
    default: {
      const tins: CakeTin[] = [];
      // Each has seven eighths of the one before.
      for (let each = rate, quantum = 256; tins.length < 8; quantum = (quantum * 7) >> 3) {
        tins.push(tinOf(options, each, Math.max(1, quantum), frame));
        each = Math.floor((each * 7) / 8);
      }
      return tins;
    }
  }
}

/** The tins in the order that they are shown in: the one for bulk comes first. */
export function cakeOrder(diffserv: CakeDiffserv): readonly number[] {
  if (diffserv === "diffserv3") return [1, 0, 2];
  if (diffserv === "diffserv4") return [1, 0, 2, 3];
  return diffserv === "besteffort" ? [0] : [0, 1, 2, 3, 4, 5, 6, 7];
}

/** Code points by their tin, those that are not listed are for the first (RFC 4594, RFC 8622). */
const CODE_POINTS: Readonly<Record<"diffserv3" | "diffserv4" | "diffserv8", Readonly<Record<number, string>>>> = {
  diffserv3: { 1: "1 8", 2: "4 44 46 48 56" },
  diffserv4: { 1: "1 8", 2: "4 16 18 20 22 24 26 28 30 34 36 38", 3: "32 40 44 46 48 56" },
  diffserv8: {
    ...{ 0: "1", 1: "2 8 10 12 14", 3: "24 26 28 30 34 36 38", 4: "4 18 20 22" },
    ...{ 5: "16", 6: "32 40 44 46", 7: "48 56" },
  },
};

/** The tin of a code point. */
export function cakeTinOf(diffserv: CakeDiffserv, codePoint: number): number {
  if (diffserv === "besteffort") return 0;
  if (diffserv === "precedence") return codePoint >> 3;
  for (const [tin, points] of Object.entries(CODE_POINTS[diffserv]))
    if (points.split(" ").includes(String(codePoint))) return Number(tin);
  return diffserv === "diffserv8" ? 2 : 0;
}

/** cake_calc_overhead: a length as it is on the network, and as it is counted. */
export function cakeLength(options: Cake, length: number, headerOffset: number): { net: number; counted: number } {
  const { raw, overhead, leastPacket, atm } = options;
  const net = raw ? length : length - headerOffset;
  let counted = Math.max(net + overhead, leastPacket);
  if (atm === "atm") counted = Math.floor((counted + 47) / 48) * 53;
  else if (atm === "ptm") counted += Math.floor((counted + 63) / 64);
  return { net, counted };
}

/** sch->limit of packets. */
const MOST_PACKETS = 10_240;
const LEAST_BUFFER = 4 << 20;

/** How many bytes of memory may wait. */
export function cakeBuffer({ memoryLimit, bandwidth, intervalMicros }: Cake, frame: number): number {
  const wanted =
    memoryLimit ||
    (bandwidth > 0 ? Math.max(Math.floor((bandwidth * intervalMicros) / 250_000), LEAST_BUFFER) : 2 ** 32 - 1);
  return Math.min(wanted, Math.max(MOST_PACKETS * frame, memoryLimit));
}
