/** What `tc class show` prints (tc/tc_class.c of iproute2), which has no JSON of it. */
import type { Link } from "../../model/link.ts";
import {
  type ClassId,
  type ClassStats,
  classMinors,
  type Drr,
  type Htb,
  newQdiscStats,
  type Qdisc,
} from "../../model/qdisc.ts";
import type { View } from "../ip/view.ts";
import { drrClassText, drrStatsText } from "./drr.ts";
import { etsClassText } from "./ets.ts";
import { htbClassText } from "./htb.ts";
import { dumpOrder, formatClass, statisticsText } from "./qdisc-print.ts";

export interface ClassShow {
  readonly statistics: boolean;
  readonly details: boolean;
  /** Only classes of this discipline, whose number is left out then. */
  readonly qdisc: number | undefined;
  /** The same, with the number. */
  readonly of: number | undefined;
  readonly classId: ClassId | undefined;
}

/** Classes hang in a hash by their number that doubles as it fills up, the newest first (qdisc_class_hash_insert). */
function hashOrder(handle: number, { buckets: size }: Htb | Drr, minors: readonly number[]): readonly number[] {
  let buckets: number[][] = [[], [], [], []];
  const place = (into: number[][], minor: number) => {
    let id = ((handle << 16) | minor) >>> 0;
    id = (id ^ (id >>> 8)) >>> 0;
    id = (id ^ (id >>> 4)) >>> 0;
    into[id & (into.length - 1)]?.unshift(minor);
  };
  const grow = () => {
    const grown: number[][] = Array.from({ length: buckets.length * 2 }, () => []);
    for (const each of buckets.flat()) place(grown, each);
    buckets = grown;
  };
  for (const [count, minor] of minors.entries()) {
    place(buckets, minor);
    if ((count + 1) * 4 > buckets.length * 3) grow();
  }
  while (buckets.length < size) grow();
  return buckets.flat();
}

/** mq has a class for each queue, in use or not. */
function queueClasses(link: Link, { qdisc, of, classId, statistics }: ClassShow): string {
  if ((qdisc ?? of ?? 0) !== 0) return "";
  return Array.from({ length: link.queues.tx }, (_, at) => ({ major: 0, minor: at + 1 }))
    .filter(({ minor }) => classId === undefined || (classId.major === 0 && classId.minor === minor))
    .map((each) => `class mq ${formatClass(each)} root \n${statistics ? statisticsText(newQdiscStats()) : ""}`)
    .join("");
}

export function classText(view: View, link: Link, show: ClassShow): string {
  if (link.qdisc === "mq" && !link.qdiscs) return queueClasses(link, show);
  const qdiscs = link.qdiscs ?? [];
  return dumpOrder(qdiscs)
    .filter(({ handle }) => handle === (show.qdisc ?? show.of ?? handle))
    .flatMap((qdisc) => {
      const minors = classMinors(qdisc.options);
      const { options } = qdisc;
      const hashed = options.kind === "htb" || options.kind === "drr";
      const ordered = hashed ? hashOrder(qdisc.handle, options, minors) : minors;
      return ordered.map((minor) => oneClass(view, link, qdisc, minor, show));
    })
    .join("");
}

/** Those whose classes count what their queues do. */
const BANDED: ReadonlySet<string> = new Set(["prio", "ets", "multiq", "mq"]);

function oneClass(view: View, link: Link, { handle, options }: Qdisc, minor: number, show: ClassShow): string {
  if (show.classId && (show.classId.major !== handle || show.classId.minor !== minor)) return "";
  const leaf = link.qdiscs?.find(
    ({ parent }) => parent !== "root" && parent.major === handle && parent.minor === minor,
  );
  // netem has a class while something hangs below it.
  if (!leaf && options.kind === "netem") return "";
  const name = (at: number) =>
    show.qdisc === undefined ? formatClass({ major: handle, minor: at }) : `:${at === 0 ? "" : at.toString(16)}`;
  const htb = options.kind === "htb" ? options.classes.find((each) => each.minor === minor) : undefined;
  const drr = options.kind === "drr" ? options.classes.find((each) => each.minor === minor) : undefined;
  const root = drr || options.kind === "ets" || options.kind === "mq" || (htb && htb.parent === undefined);
  const above = root ? "root " : `parent ${name(htb?.parent ?? 0)} `;
  const below = leaf ? `leaf ${leaf.handle.toString(16)}: ` : "";
  const details = htb
    ? htbClassText(options as Htb, htb, show.details)
    : drr
      ? drrClassText(drr)
      : options.kind === "ets"
        ? etsClassText(options, minor)
        : "";
  const line = `class ${options.kind} ${name(minor)} ${above}${below}${details}\n`;
  if (!show.statistics) return line;
  const counted = view.runtime.qdiscs.get(link.id)?.get(handle);
  if (BANDED.has(options.kind)) return `${line}${statisticsText(counted?.bands?.[minor - 1] ?? newQdiscStats())}`;
  const stats = counted?.classes?.get(minor);
  if (drr) return `${line}${statisticsText(stats ?? newQdiscStats())}${drrStatsText(stats ?? {})}`;
  // The class of tbf or netem counts nothing, and the line for it stays empty.
  if (!htb) return `${line}\n`;
  return `${line}${statisticsText(stats ?? newQdiscStats())}${borrowed(stats, htb.bufferTicks, htb.ceilBufferTicks)}`;
}

/** htb_print_xstats: a class that nothing went through has full buckets. */
function borrowed(stats: ClassStats | undefined, tokens: number, ceilTokens: number): string {
  const { lends = 0, borrows = 0 } = stats ?? {};
  const left = `tokens: ${stats?.tokens ?? tokens} ctokens: ${stats?.ceilTokens ?? ceilTokens}`;
  return ` lended: ${lends} borrowed: ${borrows} giants: 0\n ${left}\n\n`;
}
