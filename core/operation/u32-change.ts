/**
 * Hash tables of `u32` and their nodes (u32_change and u32_delete of net/sched/cls_u32.c): where a node goes, by what number, and
 * what may go. A table that somebody made is kept as a filter with a divisor; the one that a preference begins with goes without
 * saying.
 *
 * Simplified: tables go with their preference, where the kernel keeps them until no preference of the place is left; where a
 * preference is yet to be made, undoing may ask for a number that was given out before.
 */
import type { KernelError } from "../errors.ts";
import type { Filter, U32Match } from "../model/filter.ts";
import { ok, type Result } from "../result.ts";
import type { FilterSpec, U32Request } from "./filter.ts";
import { DONE, type Outcome, refuse } from "./transaction.ts";

/** The first table of a place, and the first node of a bucket. */
const FIRST_TABLE = 0x800;
const FIRST_NODE = 0x800;

interface Node extends Filter {
  readonly match: U32Match;
}

function nodesOf(list: readonly Filter[]): readonly Node[] {
  return list.filter((each): each is Node => each.match.kind === "u32");
}

/** Tables by their number, with how many buckets they have. */
function tablesOf(
  list: readonly Filter[],
): ReadonlyMap<number, { readonly divisor: number; readonly isRoot: boolean }> {
  const tables = new Map<number, { divisor: number; isRoot: boolean }>();
  for (const { match } of nodesOf(list)) {
    tables.set(match.root, { divisor: 1, isRoot: true });
    if (match.divisor !== undefined && match.table !== match.root)
      tables.set(match.table, { divisor: match.divisor, isRoot: false });
  }
  return tables;
}

/** gen_new_htid: numbers are not given out again soon. */
function nextTable(list: readonly Filter[]): number {
  const chosen = [...tablesOf(list).keys()].filter((table) => table >= FIRST_TABLE);
  return chosen.length === 0 ? FIRST_TABLE : Math.max(...chosen) + 1;
}

/** u32_get: a table, or a node of one; without a table there is nothing to find. */
export function knownNode(
  list: readonly Filter[],
  first: Filter | undefined,
  { table, bucket = 0, handle = 0 }: FilterSpec,
): Filter | undefined {
  if (first?.match.kind !== "u32" || !table) return undefined;
  const nodes = nodesOf(list);
  if (handle === 0)
    return tablesOf(list).has(table) ? (nodes.find((each) => isTable(each, table)) ?? first) : undefined;
  return nodes.find((each) => each.handle === handle && each.match.table === table && each.match.bucket === bucket);
}

function isTable({ match }: Node, table: number): boolean {
  return match.divisor !== undefined && match.table === table;
}

interface Placed {
  readonly match: U32Match;
  readonly handle: number;
}

/** Where a request leads to. `known` is the node that is to be changed. */
export function placeNode(
  list: readonly Filter[],
  first: Filter | undefined,
  known: Filter | undefined,
  request: U32Request,
  spec: FilterSpec,
): Result<Placed, KernelError> {
  if (known?.match.kind === "u32") {
    if (known.match.divisor !== undefined || !spec.handle)
      return refuse("EINVAL", "cls_u32: Key node id cannot be zero");
    // u32_init_knode: what a node is for stays as it was, but for where it leads.
    const link = request.link && known.match.link ? { ...known.match.link, table: request.link.table } : request.link;
    return ok({ handle: known.handle, match: link ? { ...known.match, link } : known.match });
  }
  const there = first?.match.kind === "u32" ? first.match.root : undefined;
  const root = there ?? rootFor(list, request, spec);
  const { keys, selected, divisor, place, link, skip } = request;
  if (request.empty)
    return ok({ handle: 0, match: { kind: "u32", keys: [], table: root, bucket: 0, root, divisor: 1 } });
  const flags = skip && { skip };
  const { handle = 0, table: named } = spec;
  if (divisor !== undefined) {
    if (handle !== 0 || spec.bucket) return refuse("EINVAL", "cls_u32: Divisor can only be used on a hash table");
    const taken = list.length === 0 || there === undefined ? Math.max(root + 1, nextTable(list)) : nextTable(list);
    return ok({
      handle: 0,
      match: { kind: "u32", keys: [], table: named || taken, bucket: 0, root, divisor, ...flags },
    });
  }
  const table = place?.table || root;
  const bucket = place?.table ? place.bucket : 0;
  const known2 = table === root ? { divisor: 1 } : tablesOf(list).get(table);
  if (!known2) return refuse("EINVAL", "cls_u32: Specified hash table not found");
  if (bucket >= known2.divisor)
    return refuse("EINVAL", "cls_u32: Specified hash table buckets exceed configured value");
  if (named && named !== table) return refuse("EINVAL", "cls_u32: Handle specified hash table address mismatch");
  const here = nodesOf(list).filter(
    ({ match }) => match.divisor === undefined && match.table === table && match.bucket === bucket,
  );
  if (handle !== 0 && here.some((each) => each.handle === handle)) return refuse("ENOSPC");
  let node = handle || FIRST_NODE;
  while (handle === 0 && here.some((each) => each.handle === node)) node++;
  if (keys.length === 0 && !selected) return refuse("EINVAL", "cls_u32: Selector not specified");
  return ok({ handle: node, match: { kind: "u32", keys, table, bucket, root, ...(link && { link }), ...flags } });
}

/** The table that a new preference begins with: the next number, or the one that somebody wants it to have again. */
function rootFor(list: readonly Filter[], { divisor, place }: U32Request, { table }: FilterSpec): number {
  const next = nextTable(list);
  const wanted = divisor === undefined && !place ? table : undefined;
  return wanted !== undefined && wanted >= FIRST_TABLE && wanted < next ? wanted : next;
}

/** u32_set_parms: a node leads to a table that there is. */
export function checkLink(list: readonly Filter[], { link }: U32Match): Outcome {
  if (!link || link.table === 0) return DONE;
  const table = tablesOf(list).get(link.table);
  if (!table) return refuse("EINVAL", "cls_u32: Link hash table not found");
  return table.isRoot ? refuse("EINVAL", "cls_u32: Not linking to root node") : DONE;
}

/** What goes with a node or a table; all of the preference where nothing but tables would be left. */
export function deletedNodes(
  list: readonly Filter[],
  first: Filter,
  spec: FilterSpec,
): Result<readonly Filter[], KernelError> {
  const { table = 0, handle = 0 } = spec;
  if (first.match.kind !== "u32") return ok([]);
  if (handle === 0 && table === first.match.root) return refuse("EINVAL", "cls_u32: Not allowed to delete root node");
  const known = knownNode(list, first, spec);
  if (!known || (handle === 0 && known === first && !isTable(first as Node, table)))
    return refuse("ENOENT", "Specified filter handle not found");
  const nodes = nodesOf(list);
  if (handle === 0 && nodes.some(({ match }) => match.link?.table === table))
    return refuse("EBUSY", "cls_u32: Can not delete in-use filter");
  const gone = handle === 0 ? nodes.filter(({ match }) => match.table === table) : [known];
  const left = nodes.filter((each) => !gone.includes(each));
  const alone = left.every(({ preference }) => preference === first.preference);
  return ok(alone && left.every(({ match }) => match.divisor !== undefined) ? [...gone, ...left] : gone);
}

/** The request that comes to a node; where it is in the first table of its preference, that goes without saying. */
export function requestOfNode({ keys, table, bucket, root, divisor, link, skip }: U32Match): U32Request {
  return {
    kind: "u32",
    keys,
    ...(divisor === undefined && keys.length === 0 && ({ selected: true } as const)),
    ...(divisor !== undefined && (table === root ? ({ empty: true } as const) : { divisor })),
    ...(divisor === undefined && table !== root && { place: { table, bucket } }),
    ...(link && { link }),
    ...(skip && { skip }),
  };
}
