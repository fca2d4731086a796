/**
 * What the kernel makes of requests about queueing disciplines (tc_modify_qdisc and tc_get_qdisc of net/sched/sch_api.c).
 *
 * Same as Linux: which discipline a request means, what may replace what, handles, parents, the words of errors.
 * Absent: the rest of the kinds.
 */

import type { KernelError } from "../errors.ts";
import type { Filter } from "../model/filter.ts";
import type { Link } from "../model/link.ts";
import {
  type ClassId,
  classMinors,
  hasClassOps,
  hasOnlyOneClass,
  INGRESS_HANDLE,
  INGRESS_PARENT,
  type IngressKind,
  type Qdisc,
  type QdiscOptions,
} from "../model/qdisc.ts";
import { ok, type Result } from "../result.ts";
import { DEFAULT_QUEUE_LENGTH, defaultQdisc, fitsInRing, isWithoutQueue, unchosenQdisc } from "./device.ts";
import type { Caller } from "./operation.ts";
import type { QdiscAdd, QdiscDelete, QdiscSpec } from "./qdisc.ts";
import { settle } from "./qdisc-settle.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

function qdiscsOf(link: Link): readonly Qdisc[] {
  return link.qdiscs ?? [];
}

function byHandle(link: Link, handle: number): Qdisc | undefined {
  return qdiscsOf(link).find((each) => each.handle === handle);
}

function sameParent(a: Qdisc["parent"], b: Qdisc["parent"]): boolean {
  if (a === "root" || b === "root") return a === b;
  return a.major === b.major && a.minor === b.minor;
}

function byParent(link: Link, parent: Qdisc["parent"]): Qdisc | undefined {
  const above = parent === "root" ? undefined : byHandle(link, parent.major);
  const only = above !== undefined && hasOnlyOneClass(above.options);
  return qdiscsOf(link).find((each) =>
    only ? each.parent !== "root" && each.parent.major === above.handle : sameParent(each.parent, parent),
  );
}

/** The least free handle from 8001 on; the kernel's counter never starts anew (qdisc_alloc_handle). */
function allocateHandle(tx: Transaction, link: Link): number {
  const { runtime } = tx;
  do runtime.lastQdisc = runtime.lastQdisc >= 0xffff ? 0x8001 : runtime.lastQdisc + 1;
  while (byHandle(link, runtime.lastQdisc));
  return runtime.lastQdisc;
}

/** Takes a discipline away with all that hangs below it. */
export function withoutQdisc(list: readonly Qdisc[], gone: Qdisc): Qdisc[] {
  let rest = list.filter((each) => each !== gone);
  for (const child of rest.filter(({ parent }) => parent !== "root" && parent.major === gone.handle))
    rest = withoutQdisc(rest, child);
  return rest;
}

export function storeQdiscs(tx: Transaction, link: Link, qdiscs: readonly Qdisc[]): void {
  const root = qdiscs.find(({ parent }) => parent === "root");
  // Filters go with what they hang on.
  const holds = ({ hook }: Pick<Filter, "hook">) =>
    typeof hook === "string" ||
    qdiscs.some(
      ({ handle, options }) => handle === hook.major && (hook.minor === 0 || classMinors(options).includes(hook.minor)),
    );
  const filters = link.filters?.filter(holds);
  tx.changeLink(link, {
    filters: filters?.length ? filters : undefined,
    filterChains: chainsLeft(link, holds),
    qdiscs: qdiscs.length === 0 ? undefined : qdiscs,
    ...(root ? { qdisc: root.options.kind, bornQdisc: undefined } : defaultQdisc(tx, link)),
  });
}

function chainsLeft({ filterChains }: Link, holds: (chain: Pick<Filter, "hook">) => boolean): Link["filterChains"] {
  const left = filterChains?.filter(holds);
  return left?.length ? left : undefined;
}

/** A class must be there for a discipline to hang below it. */
function hasClass(parent: Qdisc, { minor }: ClassId): boolean {
  return hasOnlyOneClass(parent.options) || classMinors(parent.options).includes(minor);
}

/** qdisc_leaf: what it refuses before anything else is looked at. */
function checkLeaf(parent: Qdisc, id: ClassId): Outcome {
  if (!hasClassOps(parent.options)) return refuse("EOPNOTSUPP", "Parent qdisc is not classful");
  return hasClass(parent, id) ? DONE : refuse("ENOENT", "Specified class not found");
}

export function qdiscAdd(tx: Transaction, caller: Caller, op: QdiscAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.qdisc.device);
  if (!found.ok) return found;
  const link = found.value;
  const { parent, handle = 0 } = op.qdisc;
  if (isIngress(op.qdisc)) return ingressAdd(tx, link, op);
  const replaces = op.mode === "replace" || op.mode === "link";
  const creates = op.mode === "add" || op.mode === "replace";
  if (parent === undefined) {
    if (handle === 0) return refuse("EINVAL", "Handle cannot be zero");
    return change(tx, link, byHandle(link, handle), op);
  }
  let above: Qdisc | undefined;
  if (parent !== "root") {
    above = byHandle(link, parent.major);
    if (!above) return refuse("ENOENT", "Failed to find specified qdisc");
    const leaf = checkLeaf(above, parent);
    if (!leaf.ok) return leaf;
  }
  const there = byParent(link, parent);
  if (there && (handle === 0 || there.handle === handle)) {
    if (handle === 0 && !isMeant(op, there) && (creates || op.mode === "change"))
      return create(tx, link, parent, above, op);
    return change(tx, link, there, op);
  }
  if (handle === 0) return creates ? create(tx, link, parent, above, op) : missing();
  if (there && !replaces) return refuse("EEXIST", "NLM_F_REPLACE needed to override");
  const known = byHandle(link, handle);
  if (!known) return creates ? create(tx, link, parent, above, op) : missing();
  if (op.mode === "add") return refuse("EEXIST", "Exclusivity flag on, cannot override");
  if (!isMeant(op, known)) return refuse("EINVAL", "Invalid qdisc name: must match existing qdisc");
  if (known === above || isBelow(link, above, known)) return refuse("ELOOP", "Qdisc parent/child loop detected");
  // Grafted to where it is wanted now.
  const rest = qdiscsOf(link).filter((each) => each !== known && each !== there);
  storeQdiscs(tx, link, [...rest, { ...known, parent }]);
  return DONE;
}

function missing(): Outcome {
  return refuse("ENOENT", "Qdisc not found. To create specify NLM_F_CREATE flag");
}

function isBelow(link: Link, qdisc: Qdisc | undefined, other: Qdisc): boolean {
  for (let at = qdisc; at && at.parent !== "root"; at = byHandle(link, at.parent.major))
    if (at.parent.major === other.handle) return true;
  return false;
}

/** qdisc_create: who said by a length of 0 that there is to be no queue gets one all the same, whatever becomes of the request. */
function lengthened(tx: Transaction, link: Link): Link {
  return link.txQueueLength === 0 && isWithoutQueue(link)
    ? tx.changeLink(link, { txQueueLength: DEFAULT_QUEUE_LENGTH })
    : link;
}

function create(
  tx: Transaction,
  before: Link,
  parent: "root" | ClassId,
  above: Qdisc | undefined,
  op: QdiscAdd,
): Outcome {
  if (op.options.kind === "unknown") return refuse("ENOENT", "Specified qdisc kind is unknown");
  // qdisc_create: a number that was drawn for what is refused then is not drawn again.
  const handle = op.qdisc.handle || allocateHandle(tx, before);
  const link = lengthened(tx, before);
  if (op.options.kind === "pfifo_fast") {
    // pfifo_fast_init: rings are of some length, and not of any.
    if (link.txQueueLength === 0) return refuse("EINVAL");
    if (!fitsInRing(link.txQueueLength)) return refuse("ENOMEM");
  }
  // mq_init.
  if (op.options.kind === "mq" && parent !== "root") return refuse("EOPNOTSUPP");
  const options = settle(link, qdiscsOf(link), op.options, undefined, unchosenQdisc(tx, link));
  if (!options.ok) return options;
  // htb_graft: a class that has others below it holds nothing itself.
  if (above?.options.kind === "htb" && parent !== "root") {
    const { classes } = above.options;
    if (classes.some((each) => each.parent === parent.minor)) return refuse("EINVAL");
  }
  const there = byParent(link, parent);
  const rest = there ? withoutQdisc(qdiscsOf(link), there) : qdiscsOf(link);
  // What another one counted that had its number is none of its own.
  tx.runtime.qdiscs.get(link.id)?.delete(handle);
  const grafted = rest.map((each) => (each.handle === above?.handle ? withTaken(each, parent) : each));
  storeQdiscs(tx, link, [...grafted, { handle, parent, options: options.value }]);
  return DONE;
}

/** mq_graft: a queue that was given a discipline never gets back what it was born with. */
function withTaken(qdisc: Qdisc, parent: "root" | ClassId): Qdisc {
  const { options } = qdisc;
  if (options.kind !== "mq" || parent === "root" || options.taken.includes(parent.minor)) return qdisc;
  return { ...qdisc, options: { ...options, taken: [...options.taken, parent.minor] } };
}

/** Who names no kind takes the one that there is. */
function isMeant({ options }: QdiscAdd, there: Qdisc): boolean {
  return options.kind === there.options.kind || (options.kind === "unknown" && options.name === undefined);
}

function change(tx: Transaction, link: Link, there: Qdisc | undefined, op: QdiscAdd): Outcome {
  if (!there) return refuse("ENOENT", "Specified qdisc not found");
  if (op.mode === "add") return refuse("EEXIST", "Exclusivity flag on, cannot modify");
  if (!isMeant(op, there)) return refuse("EINVAL", "Invalid qdisc name: must match existing qdisc");
  // Without a kind there are no settings to change (qdisc_change).
  if (op.options.kind === "unknown") return DONE;
  const options = settle(link, qdiscsOf(link), op.options, there);
  if (!options.ok) return options;
  const { value } = options;
  const child = value.kind === "red" && qdiscsOf(link).find((each) => isChild(each, there));
  // red_change: another queue takes the place of what hung below.
  const kept = withBands(child ? withoutQdisc(qdiscsOf(link), child) : qdiscsOf(link), there, value);
  storeQdiscs(
    tx,
    link,
    kept.map((each) => {
      if (each === there) return { ...each, options: value };
      const below = value.kind === "tbf" && isChild(each, there);
      return below ? { ...each, options: limited(each.options, value.limit) } : each;
    }),
  );
  return DONE;
}

/** Without what hung below bands that are no more. */
function withBands(list: readonly Qdisc[], { handle }: Qdisc, options: QdiscOptions): readonly Qdisc[] {
  if (options.kind !== "prio" && options.kind !== "ets") return list;
  const gone = list.filter(
    ({ parent }) => parent !== "root" && parent.major === handle && parent.minor > options.bands,
  );
  return gone.reduce<readonly Qdisc[]>((rest, each) => withoutQdisc(rest, each), list);
}

function isChild({ parent }: Qdisc, { handle }: Qdisc): boolean {
  return parent !== "root" && parent.major === handle;
}

/** fifo_set_limit: tbf has what waits below it keep its limit, whatever that counts. */
function limited(options: QdiscOptions, limit: number): QdiscOptions {
  const fifo = options.kind === "pfifo" || options.kind === "bfifo" || options.kind === "pfifo_head_drop";
  return fifo ? { ...options, limit } : options;
}

export function qdiscDelete(tx: Transaction, caller: Caller, op: QdiscDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const resolved = resolveLink(tx, here.value, op.qdisc.device);
  if (!resolved.ok) return resolved;
  const link = resolved.value;
  if (isIngress(op.qdisc)) return ingressDelete(tx, link, op);
  const looked = findToDelete(link, op.qdisc);
  if (!looked.ok) return looked;
  const found = looked.value;
  if (op.qdisc.handle && found?.handle !== op.qdisc.handle) return refuse("EINVAL", "Invalid handle");
  const kind = found?.options.kind ?? link.qdisc;
  if (op.type !== undefined && op.type !== kind)
    return refuse("EINVAL", "Invalid qdisc name: must match existing qdisc");
  if (op.qdisc.parent === undefined) return refuse("EINVAL", "Classid cannot be zero");
  if (!found) return refuse("ENOENT", "Cannot delete qdisc with handle of zero");
  storeQdiscs(tx, link, withoutQdisc(qdiscsOf(link), found));
  return DONE;
}

/** Undefined for one that was there from birth. */
function findToDelete(link: Link, { parent, handle = 0 }: QdiscSpec): Result<Qdisc | undefined, KernelError> {
  if (parent === undefined) {
    const known = byHandle(link, handle);
    return known ? ok(known) : refuse("ENOENT", "Failed to find qdisc with specified handle");
  }
  if (parent === "root") return ok(byParent(link, parent));
  const above = byHandle(link, parent.major);
  if (!above) return refuse("ENOENT", "Failed to find qdisc with specified classid");
  const leaf = checkLeaf(above, parent);
  return leaf.ok ? ok(byParent(link, parent)) : leaf;
}

/** Where packets come in: named by its parent, by its handle, or by `parent ffff:` as many write it. */
function isIngress({ parent, handle }: QdiscSpec): boolean {
  if (parent === "root") return false;
  if (parent !== undefined)
    return parent.major === INGRESS_HANDLE && (parent.minor === INGRESS_PARENT.minor || parent.minor === 0);
  return handle === INGRESS_HANDLE;
}

function ingressAdd(tx: Transaction, link: Link, { mode, options, qdisc }: QdiscAdd): Outcome {
  const there = link.ingressQdisc;
  const { kind } = options;
  if (there === undefined) {
    if (qdisc.parent === undefined) return refuse("ENOENT", "Specified qdisc not found");
    // dev_ingress_queue_create comes before anybody asks what for.
    if (!link.ingressQueue) tx.changeLink(link, { ingressQueue: true });
    if (mode === "change" || mode === "link")
      return refuse("ENOENT", "Qdisc not found. To create specify NLM_F_CREATE flag");
    if (kind === "unknown") return refuse("ENOENT", "Specified qdisc kind is unknown");
    if (kind !== "ingress" && kind !== "clsact") return refuse("EINVAL");
    tx.runtime.qdiscs.get(link.id)?.delete(INGRESS_HANDLE);
    tx.changeLink(lengthened(tx, link), { ingressQdisc: kind, ingressQueue: true });
    return DONE;
  }
  if (mode === "add") return refuse("EEXIST", "Exclusivity flag on, cannot modify");
  const unnamed = options.kind === "unknown" && options.name === undefined;
  return kind === there || unnamed ? DONE : refuse("EINVAL", "Invalid qdisc name: must match existing qdisc");
}

function ingressDelete(tx: Transaction, link: Link, { qdisc, type }: QdiscDelete): Outcome {
  const there: IngressKind | undefined = link.ingressQdisc;
  if (there === undefined) {
    if (qdisc.parent === undefined) return refuse("ENOENT", "Failed to find qdisc with specified handle");
    // dev_ingress_queue: there from the first time on that something was put there.
    if (!link.ingressQueue) return refuse("ENOENT", "Cannot find specified qdisc on specified device");
    return qdisc.handle
      ? refuse("EINVAL", "Invalid handle")
      : refuse("ENOENT", "Cannot delete qdisc with handle of zero");
  }
  if (type !== undefined && type !== there) return refuse("EINVAL", "Invalid qdisc name: must match existing qdisc");
  if (qdisc.parent === undefined) return refuse("EINVAL", "Classid cannot be zero");
  const holds = ({ hook }: Pick<Filter, "hook">) => typeof hook !== "string";
  const filters = link.filters?.filter(holds);
  tx.changeLink(link, {
    ingressQdisc: undefined,
    filters: filters?.length ? filters : undefined,
    filterChains: chainsLeft(link, holds),
  });
  return DONE;
}

/** Whether filters choose a class. */
export function hasFilters({ filters }: Link, { major, minor }: ClassId): boolean {
  return filters?.some(({ classId }) => classId?.major === major && classId.minor === minor) ?? false;
}
