/** What `tc qdisc show` prints (tc/tc_qdisc.c of iproute2). */
import { type Link, queuesInUse } from "../../model/link.ts";
import {
  type ClassId,
  INGRESS_HANDLE,
  INGRESS_PARENT,
  type Mq,
  newQdiscStats,
  type Qdisc,
  type QdiscStats,
} from "../../model/qdisc.ts";
import type { View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import { isQdiscKind, qdiscGrammar } from "./table.ts";

export interface QdiscShow {
  readonly statistics: boolean;
  readonly details: boolean;
  /** Devices are named where more than one may be listed. */
  readonly naming: boolean;
  /** Only those with this parent, or this handle. */
  readonly parent?: "root" | ClassId | undefined;
  readonly handle?: number | undefined;
}

function hex(number: number): string {
  return number.toString(16);
}

export function formatClass({ major, minor }: ClassId): string {
  return `${major === 0 ? "" : hex(major)}:${minor === 0 ? "" : hex(minor)}`;
}

/** Disciplines below the root hang in sixteen lists by a hash of their handle, the newest first (qdisc_hash_add). */
export function dumpOrder(qdiscs: readonly Qdisc[]): readonly Qdisc[] {
  const list = ({ handle }: Qdisc) => Math.imul(handle << 16, 0x61c88647) >>> 28;
  const below = qdiscs.filter(({ parent }) => parent !== "root").toReversed();
  return [...qdiscs.filter(({ parent }) => parent === "root"), ...below.toSorted((a, b) => list(a) - list(b))];
}

/** Every discipline of a device. */
export function printQdiscs(out: Output, view: View, link: Link, show: QdiscShow): void {
  const chosen = link.qdiscs ?? [];
  const wanted = (parent: Qdisc["parent"], handle: number) =>
    (show.parent === undefined || sameParent(show.parent, parent)) &&
    (show.handle === undefined || show.handle === handle);
  // What it was born with stands under handle 0 and is not in the list.
  // Nothing is shown of noop, which loses what is sent by a device that is down.
  if (!chosen.some(({ parent }) => parent === "root") && link.qdisc !== "noop" && wanted("root", 0))
    printQdisc(out, view, link, undefined, show);
  const queues = (root: Qdisc | undefined) => {
    const mq = mqOf(link, root);
    if (mq) printQueues(out, view, link, root?.handle ?? 0, mq, wanted, show);
  };
  const ordered = dumpOrder(chosen);
  if (ordered[0]?.parent !== "root") queues(undefined);
  for (const qdisc of ordered) {
    if (wanted(qdisc.parent, qdisc.handle)) printQdisc(out, view, link, qdisc, show);
    if (qdisc.parent === "root") queues(qdisc);
  }
  if (link.ingressQdisc && wanted(INGRESS_PARENT, INGRESS_HANDLE)) printIngress(out, view, link, show);
}

/** The discipline of a device that has one in each queue, be it that nobody chose. */
function mqOf(link: Link, root: Qdisc | undefined): Pick<Mq, "child" | "inUse" | "taken"> | undefined {
  if (root) return root.options.kind === "mq" ? root.options : undefined;
  if (link.qdisc !== "mq") return undefined;
  return { child: link.bornQdisc ?? { kind: "pfifo_fast" }, inUse: queuesInUse(link).tx, taken: [] };
}

/** What hangs in each queue that nobody gave another discipline (mq_attach): of a tun nobody holds, in the first alone. */
function printQueues(
  out: Output,
  view: View,
  link: Link,
  handle: number,
  { child, inUse, taken }: Pick<Mq, "child" | "inUse" | "taken">,
  wanted: (parent: ClassId, handle: number) => boolean,
  show: QdiscShow,
): void {
  const { bands } = statsOf(view, link, handle);
  for (let minor = inUse; minor > 0; minor--) {
    const parent = { major: handle, minor };
    if (taken.includes(minor) || !wanted(parent, 0)) continue;
    printQdisc(out, view, link, { handle: 0, parent, options: child }, show, bands?.[minor - 1] ?? newQdiscStats());
  }
}

function sameParent(a: Qdisc["parent"], b: Qdisc["parent"]): boolean {
  if (a === "root" || b === "root") return a === b;
  return a.major === b.major && a.minor === b.minor;
}

function printHead(out: Output, link: Link, kind: string, handle: number, show: QdiscShow): void {
  out
    .openObject()
    .field("kind", kind, `qdisc ${kind} `)
    .field("handle", `${hex(handle)}:`, `${hex(handle)}: `);
  if (show.naming) out.text("dev ").coloured("ifname", "dev", link.name, `${link.name} `);
}

function printQdisc(
  out: Output,
  view: View,
  link: Link,
  qdisc: Qdisc | undefined,
  show: QdiscShow,
  own?: QdiscStats,
): void {
  const kind = qdisc?.options.kind ?? link.qdisc;
  const stats = own ?? statsOf(view, link, qdisc?.handle ?? 0);
  printHead(out, link, kind, qdisc?.handle ?? 0, show);
  if (qdisc === undefined || qdisc.parent === "root") {
    // One reference is the device's; each of its queues holds another of one that was chosen.
    const references = qdisc === undefined ? 2 : link.queues.tx + 1;
    out.field("root", true, "root ");
    if (kind !== "mq") out.field("refcnt", references, `refcnt ${references} `);
  } else out.field("parent", formatClass(qdisc.parent), `parent ${formatClass(qdisc.parent)} `);
  out.openObject("options");
  const grammar = isQdiscKind(kind) ? qdiscGrammar(kind) : undefined;
  const options = qdisc?.options ?? (kind === "noqueue" ? ({ kind } as const) : link.bornQdisc);
  if (options) grammar?.print(out, options, show.details, stats);
  out.close().line();
  if (show.statistics) {
    printStatistics(out, stats);
    grammar?.printStats?.(out, stats, view.runtime.nowMicros, options, link);
  }
  out.close();
}

function printIngress(out: Output, view: View, link: Link, show: QdiscShow): void {
  const kind = link.ingressQdisc as string;
  printHead(out, link, kind, INGRESS_HANDLE, show);
  out.field("parent", formatClass(INGRESS_PARENT), `parent ${formatClass(INGRESS_PARENT)} `);
  out.openObject("options").text(kind === "ingress" ? "---------------- " : "");
  out.close().line();
  if (show.statistics) printStatistics(out, statsOf(view, link, INGRESS_HANDLE));
  out.close();
}

function statsOf(view: View, link: Link, handle: number): QdiscStats {
  return view.runtime.qdiscs.get(link.id)?.get(handle) ?? newQdiscStats();
}

/** print_tcstats2_attr. */
function printStatistics(out: Output, stats: QdiscStats): void {
  out.json("bytes", stats.bytes).json("packets", stats.packets).json("drops", stats.drops);
  out.json("overlimits", stats.overlimits).json("requeues", stats.requeues);
  out.json("backlog", stats.backlogBytes).json("qlen", stats.backlogPackets);
  for (const line of statisticsText(stats).split("\n").slice(0, -1)) out.text(line).line();
}

/** The same lines as of classes. */
export function statisticsText(stats: QdiscStats): string {
  const lost = `(dropped ${stats.drops}, overlimits ${stats.overlimits} requeues ${stats.requeues})`;
  const waiting = `backlog ${stats.backlogBytes}b ${stats.backlogPackets}p requeues ${stats.requeues}`;
  return ` Sent ${stats.bytes} bytes ${stats.packets} pkt ${lost} \n ${waiting}\n`;
}
