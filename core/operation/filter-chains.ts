/** Chains of filters (tcf_chain_get and tcf_chain_put of net/sched/cls_api.c, tc_ctl_chain). */
import type { KernelError } from "../errors.ts";
import { chainAhead, type Filter, type FilterChain, type FilterHook, sameHook } from "../model/filter.ts";
import type { Link } from "../model/link.ts";
import { err, ok, type Result } from "../result.ts";
import type { ChainAdd, ChainDelete } from "./filter.ts";
import { findPlace, storeFilters } from "./filter-change.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";

/** TC_ACT_EXT_VAL_MASK. */
const LAST_CHAIN = 0x0fff_ffff;

/** What chain is meant. */
export function chainOf({ chain = 0 }: { readonly chain?: number }): Result<number, KernelError> {
  return chain > LAST_CHAIN ? refuse("EINVAL", "Specified chain index exceeds upper limit") : ok(chain);
}

/** Whether a chain is there, by filters, by itself, or because an action leads to it. */
export function hasChain({ filterChains }: Link, hook: FilterHook, chain: number): boolean {
  return filterChains?.some((each) => sameHook(each.hook, hook) && each.chain === chain) ?? false;
}

/** The chains that there are with these filters: those that there were, and new ones behind them. */
export function chainsWith(before: readonly FilterChain[], filters: readonly Filter[]): readonly FilterChain[] {
  const chains: FilterChain[] = [];
  const uses = filters
    .toSorted((a, b) => a.id - b.id)
    .flatMap(({ hook, chain, actions }) => [
      { hook, chain },
      ...actions.flatMap((action) => {
        const ahead = chainAhead(action.kind === "police" ? action.exceed : action.control);
        return ahead === undefined ? [] : [{ hook, chain: ahead }];
      }),
    ]);
  const same = (a: Pick<FilterChain, "hook" | "chain">, b: typeof a) => a.chain === b.chain && sameHook(a.hook, b.hook);
  for (const each of before) if (each.explicit || uses.some((use) => same(use, each))) chains.push(each);
  for (const use of uses) if (!chains.some((each) => same(each, use))) chains.push({ ...use, explicit: false });
  return chains;
}

/** tcf_chain_held_by_acts_only. */
export function isHeldByActionsOnly({ filters }: Link, { hook, chain, explicit }: FilterChain): boolean {
  return !explicit && !filters?.some((each) => sameHook(each.hook, hook) && each.chain === chain);
}

/** The chain that an operation means, and, where it is there, what is known of it. */
function findChain(tx: Transaction, caller: Caller, op: ChainAdd | ChainDelete) {
  const found = findPlace(tx, caller, op);
  if (!found.ok) return err(found.error);
  const { link, hook } = found.value;
  const wanted = chainOf(op.filter);
  if (!wanted.ok) return wanted;
  const chain = wanted.value;
  const known = link.filterChains?.find((each) => sameHook(each.hook, hook) && each.chain === chain);
  return ok({ link, hook, chain, known });
}

export function chainAdd(tx: Transaction, caller: Caller, op: ChainAdd): Outcome {
  const found = findChain(tx, caller, op);
  if (!found.ok) return found;
  const { link, hook, chain, known } = found.value;
  const before = link.filterChains ?? [];
  if (known && !isHeldByActionsOnly(link, known)) return refuse("EEXIST", "Filter chain already exists");
  const made = { hook, chain, explicit: true };
  tx.changeLink(link, {
    filterChains: known ? before.map((each) => (each === known ? made : each)) : [...before, made],
  });
  return DONE;
}

export function chainDelete(tx: Transaction, caller: Caller, op: ChainDelete): Outcome {
  const found = findChain(tx, caller, op);
  if (!found.ok) return found;
  const { link, hook, chain, known } = found.value;
  if (!known || isHeldByActionsOnly(link, known)) return refuse("EINVAL", "Cannot find specified filter chain");
  const left = link.filterChains?.map((each) => (each === known ? { ...each, explicit: false } : each));
  const changed = tx.changeLink(link, { filterChains: left });
  storeFilters(
    tx,
    changed,
    (link.filters ?? []).filter((each) => !sameHook(each.hook, hook) || each.chain !== chain),
  );
  return DONE;
}
