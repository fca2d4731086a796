/** What tc says of `cake`, its settings and what its tins counted (cake_print_opt and cake_print_xstats of tc/q_cake.c). */
import { type CakeTin, cakeBuffer, cakeOrder, cakeTins } from "../../model/cake.ts";
import type { Cake, CakeStats, CakeTinStats } from "../../model/qdisc.ts";
import type { Output } from "../output.ts";
import { formatRate, formatSize, formatTime } from "./units.ts";

export function printCake(out: Output, options: Cake): void {
  const { bandwidth, diffserv, flowMode, nat, wash, ingress, splitGso, intervalMicros, raw, atm, overhead } = options;
  if (bandwidth > 0) out.field("bandwidth", bandwidth, `bandwidth ${formatRate(bandwidth)} `);
  else out.field("bandwidth", "unlimited", "bandwidth unlimited ");
  out.field("diffserv", diffserv, `${diffserv} `).field("flowmode", flowMode, `${flowMode} `);
  out.field("nat", nat, nat ? "nat " : "nonat ").field("wash", wash, wash ? "wash " : "nowash ");
  out.field("ingress", ingress, ingress ? "ingress " : "");
  out.field("ack-filter", "disabled", "no-ack-filter ");
  out.field("split_gso", splitGso, splitGso ? "split-gso " : "no-split-gso ");
  out.field("rtt", intervalMicros, intervalMicros > 0 ? `rtt ${formatTime(intervalMicros)} ` : "");
  out.field("raw", raw, raw ? "raw " : "");
  if (atm !== "noatm" || !raw) out.field("atm", atm, `${atm} `);
  out.field("overhead", overhead, `overhead ${overhead} `);
  const { leastPacket, memoryLimit } = options;
  if (leastPacket > 0) out.field("mpu", leastPacket, `mpu ${leastPacket} `);
  if (memoryLimit > 0) out.field("memlimit", memoryLimit, `memlimit ${formatSize(memoryLimit)} `);
  out.json("fwmark", "0");
}

const NO_TIN: CakeTinStats = {
  ...{ packets: 0, bytes: 0, backlog: 0, peakNanos: 0, averageNanos: 0, baseNanos: 0, flowsMet: 0, drops: 0 },
  ...{ marks: 0, sparseFlows: 0, bulkFlows: 0, unresponsiveFlows: 0, longest: 0 },
};
/** What a least length begins with. */
const NONE_YET = 0xffff;

const micros = (nanos: number) => Math.trunc(nanos / 1000);

type Count = (tin: CakeTin, stats: CakeTinStats) => number;

/** In the order that JSON has them in. */
const COUNTS = {
  threshold_rate: ({ rate }) => rate,
  sent_bytes: (_, { bytes }) => bytes,
  backlog_bytes: (_, { backlog }) => backlog,
  target_us: ({ targetNanos }) => micros(targetNanos),
  interval_us: ({ intervalNanos }) => micros(intervalNanos),
  peak_delay_us: (_, { peakNanos }) => micros(peakNanos),
  avg_delay_us: (_, { averageNanos }) => micros(averageNanos),
  base_delay_us: (_, { baseNanos }) => micros(baseNanos),
  sent_packets: (_, { packets }) => packets,
  way_indirect_hits: () => 0,
  way_misses: (_, { flowsMet }) => flowsMet,
  way_collisions: () => 0,
  drops: (_, { drops }) => drops,
  ecn_mark: (_, { marks }) => marks,
  ack_drops: () => 0,
  sparse_flows: (_, { sparseFlows }) => sparseFlows,
  bulk_flows: (_, { bulkFlows }) => bulkFlows,
  unresponsive_flows: (_, { unresponsiveFlows }) => unresponsiveFlows,
  max_pkt_len: (_, { longest }) => longest,
  flow_quantum: ({ flowQuantum }) => flowQuantum,
} as const satisfies Readonly<Record<string, Count>>;

/** The lines of the text, in their order. */
const ROWS: readonly (readonly [title: string, key: keyof typeof COUNTS, format?: (value: number) => string])[] = [
  ["thresh", "threshold_rate", formatRate],
  ["target", "target_us", formatTime],
  ["interval", "interval_us", formatTime],
  ["pk_delay", "peak_delay_us", formatTime],
  ["av_delay", "avg_delay_us", formatTime],
  ["sp_delay", "base_delay_us", formatTime],
  ["backlog", "backlog_bytes", formatSize],
  ["pkts", "sent_packets"],
  ["bytes", "sent_bytes"],
  ["way_inds", "way_indirect_hits"],
  ["way_miss", "way_misses"],
  ["way_cols", "way_collisions"],
  ["drops", "drops"],
  ["marks", "ecn_mark"],
  ["ack_drop", "ack_drops"],
  ["sp_flows", "sparse_flows"],
  ["bk_flows", "bulk_flows"],
  ["un_flows", "unresponsive_flows"],
  ["max_len", "max_pkt_len"],
  ["quantum", "flow_quantum"],
];

const HEADINGS: Readonly<Record<number, readonly string[]>> = {
  3: ["Bulk", "Best Effort", "Voice"],
  4: ["Bulk", "Best Effort", "Video", "Voice"],
};

/** `frame` is the size of a full one. */
export function printCakeStats(out: Output, options: Cake, stats: CakeStats | undefined, frame: number): void {
  const limit = cakeBuffer(options, frame);
  const used = stats?.memoryUsed ?? 0;
  out.field("memory_used", used, ` memory used: ${formatSize(used)}`);
  out.field("memory_limit", limit, ` of ${formatSize(limit)}\n`);
  const { capacity, diffserv } = options;
  out.field("capacity_estimate", capacity, ` capacity estimate: ${formatRate(capacity)}\n`);
  const wide = (value: number, width: number) => String(value).padStart(width);
  const { leastNet = NONE_YET, mostNet = 0, leastCounted = NONE_YET, mostCounted = 0 } = stats ?? {};
  out.field("min_network_size", leastNet, ` min/max network layer size: ${wide(leastNet, 12)}`);
  out.field("max_network_size", mostNet, ` /${wide(mostNet, 8)}\n`);
  out.field("min_adj_size", leastCounted, ` min/max overhead-adjusted size: ${wide(leastCounted, 8)}`);
  out.field("max_adj_size", mostCounted, ` /${wide(mostCounted, 8)}\n`);
  const offset = Math.floor(((stats?.headerOffset ?? 0) + 0x8000) / 0x10000);
  out.field("avg_hdr_offset", offset, ` average network hdr offset: ${wide(offset, 12)}\n\n`);
  const tins = cakeTins(options, frame);
  const shown = cakeOrder(diffserv).map((at) => [tins[at] as CakeTin, stats?.tins[at] ?? NO_TIN] as const);
  out.openList("tins");
  for (const [tin, counted] of shown) {
    out.openObject();
    for (const [key, count] of Object.entries(COUNTS)) out.json(key, count(tin, counted));
    out.close();
  }
  out.close();
  const heading = HEADINGS[shown.length] ?? shown.map((_, at) => `Tin ${at}`);
  out.text(`          ${heading.map((each) => ` ${each.padStart(12)}`).join("")}\n`);
  for (const [title, key, format = String] of ROWS) {
    const columns = shown.map(([tin, counted]) => ` ${format(COUNTS[key](tin, counted)).padStart(12)}`);
    out.text(`  ${title.padEnd(8)}${columns.join("")}\n`);
  }
  out.text("\n");
}
