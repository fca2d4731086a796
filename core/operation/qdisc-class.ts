/**
 * Classes of queueing disciplines (tc_ctl_tclass of net/sched/sch_api.c, htb_change_class and htb_delete of
 * net/sched/sch_htb.c, drr_change_class and drr_delete_class of net/sched/sch_drr.c). Those of others are not made by hand.
 */
import type { KernelError } from "../errors.ts";
import type { Link } from "../model/link.ts";
import {
  type ClassId,
  classMinors,
  type Drr,
  type DrrClass,
  type Ets,
  type Htb,
  type HtbClass,
  hasOnlyOneClass,
  htbLevel,
  LEAST_HTB_QUANTUM,
  MOST_HTB_QUANTUM,
  type Qdisc,
} from "../model/qdisc.ts";
import { err, ok, type Result } from "../result.ts";
import type { Caller } from "./operation.ts";
import type { ClassAdd, ClassDelete, ClassSpec, DrrClassRequest, EtsClassRequest, HtbClassRequest } from "./qdisc.ts";
import { hasFilters, storeQdiscs, withoutQdisc } from "./qdisc-change.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

interface Place {
  readonly link: Link;
  readonly qdisc: Qdisc;
  /** Undefined where none was named. */
  readonly minor: number | undefined;
  /** Undefined below the discipline itself. */
  readonly parent: number | undefined;
}

/** Which discipline is meant: the class, its parent or the root say so. */
function findPlace(tx: Transaction, caller: Caller, op: ClassAdd | ClassDelete): Result<Place, KernelError> {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const spec: ClassSpec = op.class;
  const found = resolveLink(tx, here.value, spec.device);
  if (!found.ok) return found;
  const link = found.value;
  const { parent, classId } = spec;
  const above: ClassId | undefined = parent === "root" ? undefined : parent;
  if (classId?.major && above?.major && classId.major !== above.major) return refuse("EINVAL");
  const root = link.qdiscs?.find((each) => each.parent === "root");
  const major = classId?.major || above?.major || root?.handle || 0;
  const qdisc = link.qdiscs?.find(({ handle }) => handle === major);
  if (!qdisc) return refuse("ENOENT");
  const { kind } = qdisc.options;
  if (["pfifo", "bfifo", "pfifo_head_drop", "pfifo_fast", "noqueue", "fq", "pie"].includes(kind))
    return refuse("EINVAL");
  return ok({ link, qdisc, minor: classId?.minor, parent: above?.minor || undefined });
}

export function classAdd(tx: Transaction, caller: Caller, op: ClassAdd): Outcome {
  const place = findPlace(tx, caller, op);
  if (!place.ok) return err(place.error);
  const { link, qdisc, minor, parent } = place.value;
  const { options } = qdisc;
  if (options.kind === "drr") return drrClass(tx, place.value, options, op);
  if (options.kind !== "htb") {
    const there = !hasOnlyOneClass(options) && minor !== undefined && classMinors(options).includes(minor);
    if (there && op.mode === "add") return refuse("EEXIST");
    if (options.kind === "ets" && (there || op.mode !== "change")) return etsClass(tx, place.value, options, op, there);
    return refuse(op.mode === "change" && !there && !hasOnlyOneClass(options) ? "ENOENT" : "EOPNOTSUPP");
  }
  const known = minor === undefined ? undefined : options.classes.find((each) => each.minor === minor);
  if (!known && op.mode === "change") return refuse("ENOENT");
  if (known && op.mode === "add") return refuse("EEXIST");
  const request = op.options;
  // What another kind's words say is not what htb looks for.
  if (!request || "kind" in request || request.rate <= 0) return refuse("EINVAL");
  if (known) {
    replaceClasses(
      tx,
      link,
      qdisc,
      options.classes.map((each) => (each === known ? changed(options, known, request) : each)),
    );
    return DONE;
  }
  if (!minor) return refuse("EINVAL");
  const above = options.classes.find((each) => each.minor === parent);
  const grandparent = above && options.classes.find((each) => each.minor === above.parent);
  if (grandparent && htbLevel(options, grandparent) < 2) return refuse("EINVAL");
  const made: HtbClass = {
    ...request,
    minor,
    parent: above?.minor,
    quantum: quantumOf(options, request),
    priority: Math.min(request.priority, MOST_PRIORITY),
  };
  replaceClasses(tx, link, qdisc, [...options.classes, made]);
  // What hung below a class that is not a leaf any more goes.
  const leaf = above && childOf(link, qdisc.handle, above.minor);
  if (leaf) storeQdiscs(tx, tx.link(link.id), withoutQdisc(tx.link(link.id).qdiscs ?? [], leaf));
  return DONE;
}

type AnyRequest = NonNullable<ClassAdd["options"]>;

function isDrr(request: AnyRequest): request is DrrClassRequest {
  return "kind" in request && request.kind === "drr";
}

/** ets_class_change. */
function etsClass(tx: Transaction, { link, qdisc, minor = 0 }: Place, ets: Ets, op: ClassAdd, there: boolean): Outcome {
  if (!there) return refuse("EOPNOTSUPP", "Fine-grained class addition and removal is not supported");
  const request = op.options;
  if (!request) return refuse("EINVAL", "ETS options are required for this operation");
  if (!isEts(request)) return refuse("EINVAL");
  if (request.quantum === undefined) return DONE;
  if (minor <= ets.strict) return refuse("EINVAL", "Strict bands do not have a configurable quantum");
  const quantum = Math.min(Math.max(request.quantum, 256), 1 << 20);
  const quanta = ets.quanta.map((each, at) => (at === minor - 1 - ets.strict ? quantum : each));
  const next = { ...qdisc, options: { ...ets, quanta } };
  storeQdiscs(
    tx,
    link,
    (link.qdiscs ?? []).map((each) => (each === qdisc ? next : each)),
  );
  return DONE;
}

function isEts(request: AnyRequest): request is EtsClassRequest {
  return "kind" in request && request.kind === "ets";
}

/** drr_change_class. */
function drrClass(tx: Transaction, { link, qdisc, minor }: Place, { classes }: Drr, op: ClassAdd): Outcome {
  const known = classes.find((each) => each.minor === minor);
  if (!known && op.mode === "change") return refuse("ENOENT");
  if (known && op.mode === "add") return refuse("EEXIST");
  const request = op.options;
  if (!request) return refuse("EINVAL", "DRR options are required for this operation");
  if (!isDrr(request) || minor === undefined) return refuse("EINVAL");
  if (request.quantum === 0) return refuse("EINVAL", "Specified DRR quantum cannot be zero");
  const quantum = Math.min(Math.max(request.quantum ?? link.mtu + 14, 256), 1 << 20);
  if (!known) replaceClasses(tx, link, qdisc, [...classes, { minor, quantum }]);
  else if (request.quantum !== undefined) {
    const next = classes.map((each) => (each === known ? { minor, quantum } : each));
    replaceClasses(tx, link, qdisc, next);
  }
  return DONE;
}

/** TC_HTB_NUMPRIO - 1. */
const MOST_PRIORITY = 7;

function quantumOf({ rateToQuantum }: Htb, { rate, quantum }: HtbClassRequest): number {
  return quantum || Math.min(Math.max(Math.floor(rate / rateToQuantum), LEAST_HTB_QUANTUM), MOST_HTB_QUANTUM);
}

/** A class that has others below it keeps what only leaves have. */
function changed(htb: Htb, old: HtbClass, request: HtbClassRequest): HtbClass {
  const rates = { ...old, ...request, priority: old.priority, quantum: old.quantum };
  if (htbLevel(htb, old) > 0) return rates;
  return { ...rates, quantum: quantumOf(htb, request), priority: Math.min(request.priority, MOST_PRIORITY) };
}

function childOf({ qdiscs }: Link, major: number, minor: number): Qdisc | undefined {
  return qdiscs?.find(({ parent }) => parent !== "root" && parent.major === major && parent.minor === minor);
}

function replaceClasses(tx: Transaction, link: Link, qdisc: Qdisc, classes: readonly (HtbClass | DrrClass)[]): void {
  const before = qdisc.options as Htb | Drr;
  const buckets = classes.length * 4 > before.buckets * 3 ? before.buckets * 2 : before.buckets;
  const next = { ...qdisc, options: { ...before, classes, buckets } as Htb | Drr };
  storeQdiscs(
    tx,
    link,
    (link.qdiscs ?? []).map((each) => (each === qdisc ? next : each)),
  );
}

export function classDelete(tx: Transaction, caller: Caller, op: ClassDelete): Outcome {
  const place = findPlace(tx, caller, op);
  if (!place.ok) return err(place.error);
  const { link, qdisc, minor } = place.value;
  const { options } = qdisc;
  if (options.kind !== "htb" && options.kind !== "drr" && minor && classMinors(options).includes(minor))
    return refuse("EOPNOTSUPP");
  if (hasOnlyOneClass(options)) return refuse("EOPNOTSUPP");
  if (options.kind !== "htb" && options.kind !== "drr") return refuse("ENOENT");
  const known = options.classes.some((each) => each.minor === minor);
  if (!known || minor === undefined) return refuse("ENOENT");
  const busy = options.kind === "htb" && options.classes.some(({ parent }) => parent === minor);
  if (busy || hasFilters(link, { major: qdisc.handle, minor })) return refuse("EBUSY");
  const counted = tx.runtime.qdiscs.get(link.id)?.get(qdisc.handle);
  if (counted?.classes) counted.classes = new Map([...counted.classes].filter(([each]) => each !== minor));
  const leaf = childOf(link, qdisc.handle, minor);
  if (leaf) storeQdiscs(tx, link, withoutQdisc(link.qdiscs ?? [], leaf));
  replaceClasses(
    tx,
    tx.link(link.id),
    qdisc,
    options.classes.filter((each) => each.minor !== minor),
  );
  return DONE;
}
