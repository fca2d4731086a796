/**
 * What the kernel makes of requests about queueing disciplines (tc_modify_qdisc and tc_get_qdisc of net/sched/sch_api.c).
 *
 * Same as Linux: which discipline a request means, what may replace what, handles, parents, the words of errors.
 * Absent: ingress and clsact, filters, the rest of the kinds.
 */
import type { KernelError } from "../errors.ts";
import type { Link } from "../model/link.ts";
import { type ClassId, classCount, type Netem, type Qdisc, type QdiscOptions } from "../model/qdisc.ts";
import { ok, type Result } from "../result.ts";
import { defaultQdisc } from "./device.ts";
import type { Caller } from "./operation.ts";
import type { NetemRequest, QdiscAdd, QdiscDelete, QdiscRequest, QdiscSpec } from "./qdisc.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** psched_mtu of a device: what one frame may take with its header. */
function frameSize(link: Link): number {
  return link.mtu + 14;
}

/** netem_change: what is left out is as it was. */
function settleNetem(request: NetemRequest, before: QdiscOptions | undefined): Netem {
  const old = before?.kind === "netem" ? before : undefined;
  const { kind, limit, delayTicks, jitterTicks, loss, duplicate, gap } = request;
  return {
    kind,
    limit,
    delayTicks,
    jitterTicks,
    delayCorrelation: request.correlations?.delay ?? old?.delayCorrelation ?? 0,
    loss,
    lossCorrelation: request.correlations?.loss ?? old?.lossCorrelation ?? 0,
    duplicate,
    reorder: request.reordering?.reorder ?? (gap > 0 ? 0xffffffff : (old?.reorder ?? 0)),
    reorderCorrelation: request.reordering?.correlation ?? old?.reorderCorrelation ?? 0,
    gap,
    rate: request.rate ?? old?.rate ?? 0,
  };
}

/** The request that comes to these options. */
export function requestOf(options: QdiscOptions): QdiscRequest {
  if (options.kind !== "netem") return options;
  const { delayCorrelation, lossCorrelation, reorder, reorderCorrelation, rate, ...rest } = options;
  return {
    ...rest,
    correlations: { delay: delayCorrelation, loss: lossCorrelation },
    reordering: { reorder, correlation: reorderCorrelation },
    rate,
  };
}

/** What a request comes to on a device, or how its kind refuses it. */
function settle(link: Link, request: QdiscRequest, before: Qdisc | undefined): Result<QdiscOptions, KernelError> {
  switch (request.kind) {
    case "unknown":
      return refuse("ENOENT", "Specified qdisc kind is unknown");
    case "pfifo":
    case "bfifo": {
      const packets = link.txQueueLength || 1;
      const usual = request.kind === "pfifo" ? packets : packets * frameSize(link);
      return ok({ kind: request.kind, limit: request.limit ?? usual });
    }
    case "prio": {
      const { bands, priomap } = request;
      const fits = bands >= 2 && bands <= 16 && priomap.every((band) => band < bands);
      return fits ? ok(request) : refuse("EINVAL");
    }
    case "netem": {
      // check_netem_in_tree: copies of copies would fill the memory.
      const others = qdiscsOf(link).filter((each) => each !== before && each.options.kind === "netem");
      const doubling = others.some(({ options }) => options.kind === "netem" && options.duplicate > 0);
      if (doubling || (request.duplicate > 0 && others.length > 0))
        return refuse("EINVAL", "netem: cannot mix duplicating netems with other netems in tree");
      return ok(settleNetem(request, before?.options));
    }
    default:
      return ok(request);
  }
}

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
  return qdiscsOf(link).find((each) => sameParent(each.parent, parent));
}

/** The least free handle from 8001 on; the kernel's counter never starts anew (qdisc_alloc_handle). */
function allocateHandle(tx: Transaction, link: Link): number {
  const { runtime } = tx;
  do runtime.lastQdisc = runtime.lastQdisc >= 0xffff ? 0x8001 : runtime.lastQdisc + 1;
  while (byHandle(link, runtime.lastQdisc));
  return runtime.lastQdisc;
}

/** Takes a discipline away with all that hangs below it. */
function without(list: readonly Qdisc[], gone: Qdisc): Qdisc[] {
  let rest = list.filter((each) => each !== gone);
  for (const child of rest.filter(({ parent }) => parent !== "root" && parent.major === gone.handle))
    rest = without(rest, child);
  return rest;
}

function store(tx: Transaction, link: Link, qdiscs: readonly Qdisc[]): void {
  const root = qdiscs.find(({ parent }) => parent === "root");
  tx.changeLink(link, {
    qdiscs: qdiscs.length === 0 ? undefined : qdiscs,
    qdisc: root?.options.kind ?? defaultQdisc(link),
  });
}

/** A class must be there for a discipline to hang below it. */
function hasClass(parent: Qdisc, { minor }: ClassId): boolean {
  return minor >= 1 && minor <= classCount(parent.options);
}

export function qdiscAdd(tx: Transaction, caller: Caller, op: QdiscAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.qdisc.device);
  if (!found.ok) return found;
  const link = found.value;
  const { parent, handle = 0 } = op.qdisc;
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
  }
  const there = byParent(link, parent);
  if (there && (handle === 0 || there.handle === handle)) {
    if (handle === 0 && there.options.kind !== op.options.kind && (creates || op.mode === "change"))
      return create(tx, link, parent, above, op);
    return change(tx, link, there, op);
  }
  if (handle === 0) return creates ? create(tx, link, parent, above, op) : missing();
  if (there && !replaces) return refuse("EEXIST", "NLM_F_REPLACE needed to override");
  const known = byHandle(link, handle);
  if (!known) return creates ? create(tx, link, parent, above, op) : missing();
  if (op.mode === "add") return refuse("EEXIST", "Exclusivity flag on, cannot override");
  if (known.options.kind !== op.options.kind) return refuse("EINVAL", "Invalid qdisc name: must match existing qdisc");
  if (known === above || isBelow(link, above, known)) return refuse("ELOOP", "Qdisc parent/child loop detected");
  // Grafted to where it is wanted now.
  const rest = qdiscsOf(link).filter((each) => each !== known && each !== there);
  store(tx, link, [...rest, { ...known, parent }]);
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

function create(
  tx: Transaction,
  link: Link,
  parent: "root" | ClassId,
  above: Qdisc | undefined,
  op: QdiscAdd,
): Outcome {
  if (above && parent !== "root" && !hasClass(above, parent))
    return refuse(
      "ENOENT",
      classCount(above.options) === 0 ? "Parent qdisc is not classful" : "Specified class not found",
    );
  const options = settle(link, op.options, undefined);
  if (!options.ok) return options;
  const handle = op.qdisc.handle || allocateHandle(tx, link);
  const before = byParent(link, parent);
  const rest = before ? without(qdiscsOf(link), before) : qdiscsOf(link);
  store(tx, link, [...rest, { handle, parent, options: options.value }]);
  return DONE;
}

function change(tx: Transaction, link: Link, there: Qdisc | undefined, op: QdiscAdd): Outcome {
  if (!there) return refuse("ENOENT", "Specified qdisc not found");
  if (op.mode === "add") return refuse("EEXIST", "Exclusivity flag on, cannot modify");
  if (there.options.kind !== op.options.kind) return refuse("EINVAL", "Invalid qdisc name: must match existing qdisc");
  const options = settle(link, op.options, there);
  if (!options.ok) return options;
  store(
    tx,
    link,
    qdiscsOf(link).map((each) => (each === there ? { ...each, options: options.value } : each)),
  );
  return DONE;
}

export function qdiscDelete(tx: Transaction, caller: Caller, op: QdiscDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const resolved = resolveLink(tx, here.value, op.qdisc.device);
  if (!resolved.ok) return resolved;
  const link = resolved.value;
  const found = findToDelete(link, op.qdisc);
  if (typeof found === "string") return refuse("ENOENT", found);
  if (op.qdisc.handle && found?.handle !== op.qdisc.handle) return refuse("EINVAL", "Invalid handle");
  const kind = found?.options.kind ?? link.qdisc;
  if (op.type !== undefined && op.type !== kind) return refuse("EINVAL", "Invalid qdisc name");
  if (op.qdisc.parent === undefined) return refuse("EINVAL", "Classid cannot be zero");
  if (!found) return refuse("ENOENT", "Cannot delete qdisc with handle of zero");
  store(tx, link, without(qdiscsOf(link), found));
  return DONE;
}

/** Undefined for one that was there from birth; a text where there is none. */
function findToDelete(link: Link, { parent, handle = 0 }: QdiscSpec): Qdisc | undefined | string {
  if (parent === undefined) return byHandle(link, handle) ?? "Failed to find qdisc with specified handle";
  if (parent === "root") return byParent(link, parent);
  const above = byHandle(link, parent.major);
  if (!above) return "Failed to find qdisc with specified classid";
  return (
    byParent(link, parent) ?? (hasClass(above, parent) ? undefined : "Cannot find specified qdisc on specified device")
  );
}
