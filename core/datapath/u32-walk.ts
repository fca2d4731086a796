/** Through the hash tables of `u32` (u32_classify of net/sched/cls_u32.c). */
import type { Filter, FilterStats, U32Link, U32Match } from "../model/filter.ts";
import { emitFrame } from "../wire/ethernet.ts";
import type { Frame } from "../wire/frame.ts";
import { ETHERNET_HEADER } from "../wire/length.ts";

/** TC_U32_MAXDEPTH. */
const DEEPEST = 8;

interface Node extends Filter {
  readonly match: U32Match;
}

interface Place {
  readonly nodes: readonly Node[];
  at: number;
  /** From where offsets count, and what is to be added for keys that ask for it. */
  readonly from: number;
}

function isNode(filter: Filter): filter is Node {
  return filter.match.kind === "u32" && filter.match.divisor === undefined;
}

function bucketOf(all: readonly Filter[], table: number, bucket: number): readonly Node[] {
  return all
    .filter(isNode)
    .filter(({ match }) => match.table === table && match.bucket === bucket)
    .sort((a, b) => a.handle - b.handle);
}

/**
 * The nodes of a preference that a frame leads to, one after the other, as whoever asks goes on after the one before.
 * `all` are the filters of the place, `first` one of the preference; what is looked at is counted in `statsOf`.
 */
export function* walkTables(
  all: readonly Filter[],
  first: U32Match,
  { vlan: _, ...frame }: Frame,
  statsOf: (id: number) => FilterStats,
): Generator<Filter> {
  const bytes = emitFrame(frame).subarray(ETHERNET_HEADER);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fits = (offset: number, size: number) => offset >= 0 && offset + size <= bytes.length;
  const stack: Place[] = [];
  let here: Place = { nodes: bucketOf(all, first.root, 0), at: 0, from: 0 };
  for (;;) {
    const node = here.nodes[here.at];
    if (!node) {
      const above = stack.pop();
      if (!above) return;
      // What was below did not have the last word: the node that led there may.
      here = above;
      yield* lastWord(here.nodes[here.at], statsOf);
      here.at++;
      continue;
    }
    const matched = fitsKeys(node, view, here.from, statsOf(node.id), fits);
    if (matched === "short") return;
    const { link } = node.match;
    if (!matched || !link?.table) {
      if (matched) yield* lastWord(node, statsOf);
      here.at++;
      continue;
    }
    if (stack.length >= DEEPEST) return;
    const bucket = chooseBucket(all, link, view, here.from, fits);
    const from = movedFrom(link, view, here.from, fits);
    if (bucket === undefined || from === undefined) return;
    stack.push(here);
    here = { nodes: from < bytes.length ? bucketOf(all, link.table, bucket) : [], at: 0, from };
  }
}

/** A node with a class or actions decides. */
function* lastWord(node: Node | undefined, statsOf: (id: number) => FilterStats): Generator<Filter> {
  if (!node || (!node.classId && node.actions.length === 0)) return;
  statsOf(node.id).success++;
  yield node;
}

type Fits = (offset: number, size: number) => boolean;

/** Counts the look, and each key that fits; `short` where the packet ends before. */
function fitsKeys({ match }: Node, view: DataView, from: number, stats: FilterStats, fits: Fits): boolean | "short" {
  stats.hits++;
  for (const [at, { value, mask, offset }] of match.keys.entries()) {
    if (!fits(from + offset, 4)) return "short";
    if (((view.getUint32(from + offset) ^ value) & mask) !== 0) return false;
    stats.keys[at] = (stats.keys[at] ?? 0) + 1;
  }
  return true;
}

/** u32_hash_fold. */
function chooseBucket(
  all: readonly Filter[],
  { table, hashMask, hashOffset }: U32Link,
  view: DataView,
  from: number,
  fits: Fits,
): number | undefined {
  const made = all.find(({ match }) => match.kind === "u32" && match.divisor !== undefined && match.table === table);
  const divisor = (made?.match.kind === "u32" ? made.match.divisor : undefined) ?? 1;
  if (divisor === 1) return 0;
  if (!fits(from + hashOffset, 4)) return undefined;
  const shift = hashMask === 0 ? 0 : 31 - Math.clz32(hashMask & -hashMask);
  return ((view.getUint32(from + hashOffset) & hashMask) >>> shift) & (divisor - 1);
}

/** Where offsets count from in the next table; only what is eaten moves that. */
function movedFrom({ move }: U32Link, view: DataView, from: number, fits: Fits): number | undefined {
  if (!move?.eat) return from;
  const { plus, variable } = move;
  if (plus === undefined && !variable) return from;
  let more = (plus ?? 0) + 3;
  if (variable) {
    if (!fits(from + variable.at, 2)) return undefined;
    more += (view.getUint16(from + variable.at) & variable.mask) >> variable.shift;
  }
  return from + (more & ~3);
}
