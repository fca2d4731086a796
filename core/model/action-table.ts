/** The actions of a namespace by their numbers (struct tcf_idrinfo of net/sched/act_api.c): made by themselves, or by filters. */
import type { TcAction } from "./filter.ts";
import type { Link } from "./link.ts";

export interface CountedAction {
  readonly action: TcAction;
  /** How many filters use it, and whether it stays when none does. */
  readonly bind: number;
  readonly standing: boolean;
}

/** All of them, in the order of their numbers within a kind. */
export function countActions(standing: readonly TcAction[], links: Iterable<Link>): readonly CountedAction[] {
  const table = new Map<number, CountedAction>();
  for (const action of standing) table.set(action.id, { action, bind: 0, standing: true });
  for (const { filters } of links)
    for (const { actions } of filters ?? [])
      for (const action of actions) {
        const known = table.get(action.id);
        table.set(action.id, { action, bind: (known?.bind ?? 0) + 1, standing: known?.standing ?? false });
      }
  return [...table.values()].sort((a, b) => a.action.index - b.action.index);
}

/** tcfa_refcnt: itself, where it stands by itself, and the filters. */
export function references({ bind, standing }: CountedAction): number {
  return bind + (standing ? 1 : 0);
}
