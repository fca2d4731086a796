/** What `tc qdisc show` and `tc class show` print (tc/tc_qdisc.c and tc/tc_class.c of iproute2). */
import type { Link } from "../../model/link.ts";
import { type ClassId, classCount, newQdiscStats, type Qdisc } from "../../model/qdisc.ts";
import type { View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import { isQdiscKind, qdiscGrammar } from "./table.ts";

export interface QdiscShow {
  readonly statistics: boolean;
  readonly details: boolean;
  /** Devices are named where more than one may be listed. */
  readonly naming: boolean;
}

function hex(number: number): string {
  return number.toString(16);
}

function formatClass({ major, minor }: ClassId): string {
  return `${hex(major)}:${minor === 0 ? "" : hex(minor)}`;
}

/** Disciplines below the root hang in sixteen lists by a hash of their handle, the newest first (qdisc_hash_add). */
function dumpOrder(qdiscs: readonly Qdisc[]): readonly Qdisc[] {
  const list = ({ handle }: Qdisc) => Math.imul(handle << 16, 0x61c88647) >>> 28;
  const below = qdiscs.filter(({ parent }) => parent !== "root").toReversed();
  return [...qdiscs.filter(({ parent }) => parent === "root"), ...below.toSorted((a, b) => list(a) - list(b))];
}

/** Every discipline of a device. */
export function printQdiscs(out: Output, view: View, link: Link, show: QdiscShow): void {
  const chosen = link.qdiscs ?? [];
  // What it was born with stands under handle 0 and is not in the list.
  // Nothing is shown of noop, which loses what is sent by a device that is down.
  if (!chosen.some(({ parent }) => parent === "root") && link.qdisc !== "noop")
    printQdisc(out, view, link, undefined, show);
  for (const qdisc of dumpOrder(chosen)) printQdisc(out, view, link, qdisc, show);
}

function printQdisc(out: Output, view: View, link: Link, qdisc: Qdisc | undefined, show: QdiscShow): void {
  const kind = qdisc?.options.kind ?? link.qdisc;
  const handle = `${hex(qdisc?.handle ?? 0)}:`;
  out.openObject().field("kind", kind, `qdisc ${kind} `).field("handle", handle, `${handle} `);
  if (show.naming) out.field("dev", link.name, `dev ${link.name} `);
  if (qdisc === undefined || qdisc.parent === "root") {
    // One reference is the device's; each of its queues holds another of one that was chosen.
    const references = qdisc === undefined ? 2 : link.queues.tx + 1;
    out.field("root", true, "root ").field("refcnt", references, `refcnt ${references} `);
  } else out.field("parent", formatClass(qdisc.parent), `parent ${formatClass(qdisc.parent)} `);
  out.openObject("options");
  if (isQdiscKind(kind)) {
    const born = kind === "pfifo_fast" || kind === "noqueue" ? { kind } : undefined;
    const options = qdisc?.options ?? born;
    if (options) qdiscGrammar(kind).print(out, options, show.details);
  }
  out.close().text("\n");
  if (show.statistics) printStatistics(out, view, link, qdisc?.handle ?? 0);
  out.close();
}

function printStatistics(out: Output, view: View, link: Link, handle: number): void {
  const stats = view.runtime.qdiscs.get(link.id)?.get(handle) ?? newQdiscStats();
  out.json("bytes", stats.bytes).json("packets", stats.packets).json("drops", stats.drops);
  out.json("overlimits", stats.overlimits).json("requeues", stats.requeues);
  out.json("backlog", stats.backlogBytes).json("qlen", stats.backlogPackets);
  const lost = `(dropped ${stats.drops}, overlimits ${stats.overlimits} requeues ${stats.requeues})`;
  out.text(` Sent ${stats.bytes} bytes ${stats.packets} pkt ${lost} \n`);
  out.text(` backlog ${stats.backlogBytes}b ${stats.backlogPackets}p requeues ${stats.requeues}\n`);
}

/** `tc class show`: a line a class, with what hangs below it. */
export function classLines(link: Link): readonly string[] {
  const qdiscs = link.qdiscs ?? [];
  return dumpOrder(qdiscs).flatMap(({ handle, options }) =>
    Array.from({ length: classCount(options) }, (_, i) => {
      const leaf = qdiscs.find(({ parent }) => parent !== "root" && parent.major === handle && parent.minor === i + 1);
      // netem has a class while something hangs below it.
      if (!leaf && options.kind === "netem") return "";
      const below = leaf ? `leaf ${hex(leaf.handle)}: ` : "";
      return `class ${options.kind} ${hex(handle)}:${hex(i + 1)} parent ${hex(handle)}: ${below}\n`;
    }),
  );
}
