/** `tc filter get`: one filter, or why there is none (tc_get_tfilter of net/sched/cls_api.c). */
import { type KernelError, kernelError } from "../../errors.ts";
import { type Filter, type FilterHook, sameHook } from "../../model/filter.ts";
import type { Link } from "../../model/link.ts";
import { chainOf, hasChain, isHeldByActionsOnly } from "../../operation/filter-chains.ts";
import { placeOf } from "../../operation/filter-change.ts";
import { knownNode } from "../../operation/u32-change.ts";
import { err, ok, type Result } from "../../result.ts";
import type { View } from "../ip/view.ts";
import type { Output } from "../output.ts";
import type { ChainGet, FilterGet } from "./filter-parse.ts";
import { printChain, printOne } from "./filter-print.ts";

interface Found {
  readonly filter: Filter;
  /** Not the filter itself but the table of u32 that it is in. */
  readonly table: boolean;
}

function find(link: Link, hook: FilterHook, asked: FilterGet): Result<Found, KernelError> {
  const list = (link.filters ?? []).filter((each) => sameHook(each.hook, hook) && each.chain === asked.chain);
  const wanted = chainOf(asked);
  if (!wanted.ok) return wanted;
  if (!hasChain(link, hook, asked.chain)) return err(kernelError("EINVAL", "Cannot find specified filter chain"));
  const same = list.filter((each) => each.preference === asked.preference && each.protocol === asked.protocol);
  const [first] = same;
  if (!first) return err(kernelError("ENOENT", "Filter with specified priority/protocol not found"));
  if (first.match.kind !== asked.kind)
    return err(kernelError("EINVAL", "Specified filter kind does not match existing one"));
  if (first.match.kind === "u32") {
    const node = knownNode(list, first, asked);
    const problem = () => err(kernelError("ENOENT", "Specified filter handle not found"));
    return node ? ok({ filter: node, table: asked.handle === 0 }) : problem();
  }
  const filter = same.find((each) => each.handle === asked.handle);
  return filter ? ok({ filter, table: false }) : err(kernelError("ENOENT", "Specified filter handle not found"));
}

/** The same of a chain (tc_ctl_chain). */
export function printAskedChain(out: Output, link: Link, asked: ChainGet): KernelError | undefined {
  const hook = placeOf(link, asked.hook);
  if (!hook.ok) return hook.error;
  const wanted = chainOf(asked);
  if (!wanted.ok) return wanted.error;
  const known = link.filterChains?.find((each) => sameHook(each.hook, hook.value) && each.chain === asked.chain);
  if (!known || isHeldByActionsOnly(link, known)) return kernelError("EINVAL", "Cannot find specified filter chain");
  printChain(out, known, NOTHING_ASKED);
  return undefined;
}

const NOTHING_ASKED = { device: undefined, hook: undefined, preference: undefined, protocol: undefined };

/** Prints the filter of a device that is asked for, or answers with what the kernel says. */
export function printAsked(
  out: Output,
  view: View,
  link: Link,
  asked: FilterGet,
  statistics: boolean,
): KernelError | undefined {
  const hook = placeOf(link, asked.hook);
  if (!hook.ok) return hook.error;
  const found = find(link, hook.value, asked);
  if (!found.ok) return found.error;
  printOne(out, view, found.value.filter, asked.hook, { table: found.value.table, statistics });
  return undefined;
}
