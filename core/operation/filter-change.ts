/**
 * What the kernel makes of requests about filters (tc_new_tfilter and tc_del_tfilter of net/sched/cls_api.c, cls_matchall.c,
 * cls_basic.c, cls_u32.c, cls_flower.c).
 *
 * Same as Linux: where filters may hang, preferences and handles that nobody chose, what belongs together, numbers of actions,
 * the words of errors. Absent: templates of chains, shared blocks.
 */
import type { KernelError } from "../errors.ts";
import { ANY_PROTOCOL, type Filter, type FilterHook, sameHook } from "../model/filter.ts";
import type { NetnsId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { classMinors, hasClassOps, hasOnlyOneClass, INGRESS_HANDLE } from "../model/qdisc.ts";
import { err, ok, type Result } from "../result.ts";
import { actionsForFilter } from "./action-change.ts";
import type { FilterAdd, FilterDelete, FilterMatchRequest, FilterSpec } from "./filter.ts";
import { chainOf, chainsWith, hasChain } from "./filter-chains.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";
import { checkLink, deletedNodes, knownNode, placeNode } from "./u32-change.ts";

interface Place {
  readonly netns: NetnsId;
  readonly link: Link;
  readonly hook: FilterHook;
}

/** __tcf_qdisc_find, __tcf_qdisc_cl_find. */
export function findPlace(
  tx: Transaction,
  caller: Caller,
  op: Pick<FilterAdd, "netns" | "filter">,
): Result<Place, KernelError> {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.filter.device);
  if (!found.ok) return found;
  const link = found.value;
  const hook = placeOf(link, op.filter.hook);
  return hook.ok ? ok({ netns: here.value, link, hook: hook.value }) : hook;
}

/** Where filters of a device hang that are asked for by a parent. */
export function placeOf(link: Link, hook: FilterHook | undefined): Result<FilterHook, KernelError> {
  if (hook === "ingress" || hook === "egress" || (typeof hook === "object" && hook.major === INGRESS_HANDLE)) {
    if (!link.ingressQdisc) return refuse("EINVAL", "Parent Qdisc doesn't exists");
    // Whatever the minor number, it is the same place.
    if (link.ingressQdisc === "ingress") return ok("ingress");
    if (typeof hook === "string") return ok(hook);
    // clsact_find, clsact_tcf_block.
    return hook.minor > 0 ? refuse("ENOENT", "Specified class doesn't exist") : refuse("EINVAL");
  }
  const root = link.qdiscs?.find(({ parent }) => parent === "root");
  const qdisc = hook === undefined ? root : link.qdiscs?.find(({ handle }) => handle === hook.major);
  if (!qdisc && hook !== undefined) return refuse("EINVAL", "Parent Qdisc doesn't exists");
  if (!qdisc || !hasClassOps(qdisc.options)) return refuse("EINVAL", "Qdisc not classful");
  if (hasOnlyOneClass(qdisc.options) || qdisc.options.kind === "mq")
    return refuse("EOPNOTSUPP", "Class doesn't support blocks");
  const minor = typeof hook === "object" ? hook.minor : 0;
  if (minor > 0) {
    const { options } = qdisc;
    const known =
      options.kind === "htb" || options.kind === "drr"
        ? options.classes.some((each) => each.minor === minor)
        : classMinors(options).includes(minor);
    if (!known) return refuse("ENOENT", "Specified class doesn't exist");
    if (options.kind === "drr") return refuse("EINVAL", "DRR classid must be zero");
    if (options.kind === "ets") return refuse("EINVAL", "ETS classid must be zero");
    if (options.kind === "multiq") return refuse("EINVAL");
  }
  return ok({ major: qdisc.handle, minor });
}

function filtersAt({ filters }: Link, hook: FilterHook, chain: number): readonly Filter[] {
  return (filters ?? []).filter((each) => sameHook(each.hook, hook) && each.chain === chain);
}

/** tcf_auto_prio: before the first of those that were not chosen. */
function freePreference(list: readonly Filter[]): number {
  const next = list.filter(({ preference }) => preference >= 0x8000).map(({ preference }) => preference);
  return next.length === 0 ? 0xc000 : Math.min(...next) - 1;
}

export function filterAdd(tx: Transaction, caller: Caller, op: FilterAdd): Outcome {
  // tc_new_tfilter looks at that before it looks for any device.
  if (!op.filter.preference && op.mode === "change")
    return refuse("ENOENT", "Invalid filter command with priority of zero");
  const found = findPlace(tx, caller, op);
  if (!found.ok) return err(found.error);
  const { netns, link, hook } = found.value;
  const { match, filter } = op;
  const creates = op.mode !== "change";
  const wanted = chainOf(filter);
  if (!wanted.ok) return wanted;
  const chain = wanted.value;
  const protocol = filter.protocol ?? (creates ? ANY_PROTOCOL : 0);
  const list = filtersAt(link, hook, chain);
  const preference = filter.preference || freePreference(list);
  const same = list.filter((each) => each.preference === preference);
  const [first] = same;
  if (first) {
    if (protocol !== 0 && first.protocol !== protocol)
      return refuse("EINVAL", "Filter with specified priority/protocol not found");
    if (op.unknownKind !== undefined || (match && first.match.kind !== match.kind))
      return refuse("EINVAL", "Specified filter kind does not match existing one");
  } else {
    if ((!match && op.unknownKind === undefined) || protocol === 0)
      return refuse("EINVAL", "Filter kind and protocol must be specified");
    if (!creates) return refuse("ENOENT", "Need both RTM_NEWTFILTER and NLM_F_CREATE to create a new filter");
  }
  if (op.unknownKind !== undefined) return refuse("ENOENT", "TC classifier not found");
  if (!match) return refuse("EINVAL");
  if (match.kind === "u32" && match.empty) {
    if (filter.handle || filter.table) return refuse("EINVAL", "cls_u32: Filter handle requires options");
    if (first) return DONE;
  }
  const known = match.kind === "u32" ? knownNode(list, first, filter) : byHandle(same, filter.handle);
  if (known && op.mode === "add") return refuse("EEXIST", "Filter already exists");
  if (!known && !creates) return refuse("ENOENT", "Need both RTM_NEWTFILTER and NLM_F_CREATE to create a new filter");
  const refused = mayMake(op, match, same, known);
  if (!refused.ok) return refused;
  const placed = match.kind === "u32" ? placeNode(list, first, known, match, filter) : undefined;
  if (placed && !placed.ok) return err(placed.error);
  // tcf_change_indev.
  const indev = match.kind === "flower" ? match.keys.indev : match.kind === "fw" ? match.indev : undefined;
  if (indev !== undefined && !resolveLink(tx, netns, indev).ok) return refuse("EINVAL", "Network device not found");
  const actions = actionsForFilter(tx, netns, op.actions);
  if (!actions.ok) return err(actions.error);
  const linked = placed && checkLink(list, placed.value.match);
  if (linked && !linked.ok) return linked;
  const made: Filter = {
    id: ++tx.runtime.lastFilter,
    hook,
    calledBy: typeof filter.hook === "object" || filter.hook === "egress" ? filter.hook : hook,
    chain,
    preference,
    protocol: first?.protocol ?? protocol,
    handle: placed?.value.handle ?? (match.kind === "fw" ? known?.handle : undefined) ?? handleOf(match, filter, same),
    match: placed?.value.match ?? (match as Exclude<FilterMatchRequest, { kind: "u32" }>),
    classId: op.classId,
    actions: actions.value,
    bare: op.bare ?? false,
  };
  const others = (link.filters ?? []).filter((each) => each !== known);
  storeFilters(tx, link, [...others, made]);
  return DONE;
}

/** Those of fw are marks, and who chose none has none. */
function handleOf({ kind }: FilterMatchRequest, { handle = 0 }: FilterSpec, same: readonly Filter[]): number {
  return handle || (kind === "fw" ? 0 : freeHandle(same));
}

function mayMake(
  op: FilterAdd,
  match: FilterMatchRequest,
  same: readonly Filter[],
  known: Filter | undefined,
): Outcome {
  switch (match.kind) {
    case "matchall":
      if (same.length > 0) return refuse("EEXIST");
      return op.actions.length > 0 || op.classId ? DONE : refuse("EINVAL");
    case "basic":
      return op.actions.length > 0 || op.classId ? DONE : refuse("EINVAL");
    case "u32":
      return DONE;
    case "fw": {
      const { handle = 0 } = op.filter;
      if (match.old) return handle ? refuse("EINVAL") : DONE;
      if (!known && handle === 0) return refuse("EINVAL");
      const [head] = same.flatMap((each) => (each.match.kind === "fw" && !each.match.old ? [each.match] : []));
      return head && head.mask !== match.mask ? refuse("EINVAL") : DONE;
    }
    case "flower": {
      const text = JSON.stringify(match.keys);
      const twin = same.some(
        (each) => each !== known && each.match.kind === "flower" && JSON.stringify(each.match.keys) === text,
      );
      return twin ? refuse("EEXIST") : DONE;
    }
  }
}

function byHandle(same: readonly Filter[], handle: number | undefined): Filter | undefined {
  return handle ? same.find((each) => each.handle === handle) : undefined;
}

function freeHandle(same: readonly Filter[]): number {
  let handle = 1;
  while (same.some((each) => each.handle === handle)) handle++;
  return handle;
}

/** In the order in which packets come to them, with the chains that they are in. */
export function storeFilters(tx: Transaction, link: Link, filters: readonly Filter[]): void {
  const ordered = filters.toSorted((a, b) => a.preference - b.preference || a.handle - b.handle);
  const chains = chainsWith(link.filterChains ?? [], filters);
  tx.changeLink(link, {
    filters: ordered.length === 0 ? undefined : ordered,
    filterChains: chains.length === 0 ? undefined : chains,
  });
}

export function filterDelete(tx: Transaction, caller: Caller, op: FilterDelete): Outcome {
  const { preference = 0, protocol = 0, handle = 0 }: FilterSpec = op.filter;
  if (preference === 0 && (protocol || handle || op.type !== undefined))
    return refuse("ENOENT", "Cannot flush filters with protocol, handle or kind set");
  const found = findPlace(tx, caller, op);
  if (!found.ok) return err(found.error);
  const { link, hook } = found.value;
  const chain = chainOf(op.filter);
  if (!chain.ok) return chain;
  const list = filtersAt(link, hook, chain.value);
  const keep = (gone: (each: Filter) => boolean) => {
    storeFilters(
      tx,
      link,
      (link.filters ?? []).filter((each) => !list.includes(each) || !gone(each)),
    );
    return DONE;
  };
  if (preference === 0) return keep(() => true);
  if (!hasChain(link, hook, chain.value)) return refuse("ENOENT", "Cannot find specified filter chain");
  const same = list.filter((each) => each.preference === preference);
  const [first] = same;
  if (!first || (protocol !== 0 && first.protocol !== protocol))
    return refuse("ENOENT", "Filter with specified priority/protocol not found");
  if (op.type !== undefined && op.type !== first.match.kind)
    return refuse("EINVAL", "Specified filter kind does not match existing one");
  if (first.match.kind === "u32" && (handle || op.filter.table)) {
    const gone = deletedNodes(list, first, op.filter);
    return gone.ok ? keep((each) => gone.value.includes(each)) : err(gone.error);
  }
  if (handle === 0) return keep((each) => each.preference === preference);
  const gone = same.find((each) => each.handle === handle);
  if (!gone) return refuse("ENOENT", "Specified filter handle not found");
  return keep((each) => each === gone);
}
