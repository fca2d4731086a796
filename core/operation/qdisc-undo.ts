/** Back to the queueing disciplines that a link had: they are made anew, from the root down. */
import { type Filter, type FilterChain, sameHook } from "../model/filter.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { INGRESS_HANDLE, INGRESS_PARENT } from "../model/qdisc.ts";
import { requestOfAction } from "./action-change.ts";
import type { FilterSpec } from "./filter.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";
import { requestOf } from "./qdisc-settle.ts";
import { requestOfNode } from "./u32-change.ts";

type Step = (operation: Operation) => void;

export function undoQdiscs(netns: NetnsRef, was: Link, now: Link, step: Step): void {
  if (was.qdiscs !== now.qdiscs) undoTree(netns, was, now, step);
  if (was.ingressQdisc !== now.ingressQdisc) undoIngress(netns, was, now, step);
}

/** Filters are put back one by one, those that there were not go. */
export function undoFilters(netns: NetnsRef, was: Link, now: Link, nameOf: (id: LinkId) => string, step: Step): void {
  if (was.filters !== now.filters) undoFilterList(netns, was, now, nameOf, step);
  undoChains(netns, was, now, step);
}

/** Chains that were asked for by themselves. */
function undoChains(netns: NetnsRef, was: Link, now: Link, step: Step): void {
  const explicit = ({ filterChains }: Link) => filterChains?.filter((each) => each.explicit) ?? [];
  const same = (a: FilterChain) => (b: FilterChain) => a.chain === b.chain && sameHook(a.hook, b.hook);
  for (const each of explicit(now))
    if (!explicit(was).some(same(each)))
      step({ kind: "chainDelete", netns, filter: { device: was.name, hook: each.hook, chain: each.chain } });
  for (const each of explicit(was))
    if (!explicit(now).some(same(each)))
      step({ kind: "chainAdd", netns, filter: { device: was.name, hook: each.hook, chain: each.chain } });
}

function undoFilterList(netns: NetnsRef, was: Link, now: Link, nameOf: (id: LinkId) => string, step: Step): void {
  const device = was.name;
  const there = now.filters ?? [];
  const same = (a: Filter, b: Filter) =>
    sameHook(a.hook, b.hook) &&
    a.chain === b.chain &&
    a.preference === b.preference &&
    a.handle === b.handle &&
    sameTable(a, b);
  const spec = ({ calledBy, chain, preference, protocol, handle, match }: Filter): FilterSpec => ({
    ...{ device, hook: calledBy, preference, protocol, handle },
    ...(chain > 0 && { chain }),
    ...(match.kind === "u32" && { table: match.table, ...(match.bucket && { bucket: match.bucket }) }),
  });
  for (const each of there)
    if (!was.filters?.some((other) => other.id === each.id))
      step({ kind: "filterDelete", netns, filter: spec(each), type: each.match.kind });
  for (const each of was.filters ?? []) {
    if (there.some((other) => other.id === each.id && same(other, each))) continue;
    const { match, classId, actions, bare } = each;
    const wanted = match.kind === "u32" ? requestOfNode(match) : match;
    const requests = actions.map((action) => requestOfAction(action, nameOf));
    step({
      ...{ kind: "filterAdd", netns, mode: "add", filter: spec(each), match: wanted, actions: requests },
      ...(classId && { classId }),
      ...(bare && { bare }),
    });
  }
}

function sameTable(a: Filter, b: Filter): boolean {
  if (a.match.kind !== "u32" || b.match.kind !== "u32") return true;
  return a.match.table === b.match.table && a.match.bucket === b.match.bucket;
}

function undoTree(netns: NetnsRef, was: Link, now: Link, step: Step): void {
  const device = was.name;
  if (now.qdiscs) step({ kind: "qdiscDelete", netns, qdisc: { device, parent: "root" } });
  for (const { parent, handle, options } of was.qdiscs ?? []) {
    step({ kind: "qdiscAdd", netns, mode: "add", qdisc: { device, parent, handle }, options: requestOf(options) });
    if (options.kind === "drr")
      for (const { minor, quantum } of options.classes) {
        const place = { device, parent: { major: handle, minor: 0 }, classId: { major: handle, minor } };
        step({ kind: "classAdd", netns, mode: "add", class: place, options: { kind: "drr", quantum } });
      }
    if (options.kind !== "htb") continue;
    for (const { minor, parent: above, ...rest } of options.classes) {
      const place = { device, parent: { major: handle, minor: above ?? 0 }, classId: { major: handle, minor } };
      step({ kind: "classAdd", netns, mode: "add", class: place, options: rest });
    }
  }
}

function undoIngress(netns: NetnsRef, was: Link, now: Link, step: Step): void {
  const qdisc = { device: was.name, parent: INGRESS_PARENT, handle: INGRESS_HANDLE };
  if (now.ingressQdisc) step({ kind: "qdiscDelete", netns, qdisc });
  if (was.ingressQdisc) step({ kind: "qdiscAdd", netns, mode: "add", qdisc, options: { kind: was.ingressQdisc } });
}
