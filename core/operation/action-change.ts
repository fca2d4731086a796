/**
 * What the kernel makes of requests about actions (net/sched/act_api.c, and the `init` of each kind of them).
 *
 * Same as Linux: numbers, what filters share, what may go, the words of errors.
 * Absent: cookies, statistics of hardware.
 */
import type { KernelError } from "../errors.ts";
import { type CountedAction, countActions } from "../model/action-table.ts";
import { chainAhead, type Filter, type TcAction, type TcActionOptions } from "../model/filter.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { ok, type Result } from "../result.ts";
import type { ActionAdd, ActionDelete, ActionFlush, ActionRequest } from "./action.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Caller, Operation } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

const TICK_NANOS = 64;
/** VLAN_VID_MASK, which is no number of a VLAN. */
const LAST_VLAN = 4095;

function allActions(tx: Transaction, netns: NetnsId): readonly CountedAction[] {
  const { actions = [], byIndex } = tx.netns(netns);
  return countActions(
    actions,
    byIndex.ids.map((id) => tx.link(id)),
  );
}

/** What a request comes to by itself, or how its kind refuses it. */
function settle(
  tx: Transaction,
  netns: NetnsId,
  request: ActionRequest,
  standing: boolean,
): Result<TcActionOptions, KernelError> {
  const made = settleKind(tx, netns, request);
  // tcf_action_check_ctrlact: only of a filter it is known whose chains are meant.
  if (made.ok && standing && goesToChain(made.value)) return refuse("EINVAL", "can't goto NULL proto/chain");
  return made;
}

function goesToChain(action: TcActionOptions): boolean {
  return chainAhead(action.kind === "police" ? action.exceed : action.control) !== undefined;
}

function settleKind(tx: Transaction, netns: NetnsId, request: ActionRequest): Result<TcActionOptions, KernelError> {
  const { index: _, ...options } = request;
  switch (options.kind) {
    case "mirred": {
      if ("act" in options) return refuse("EINVAL", "act_mirred: Unknown mirred option");
      const device = resolveLink(tx, netns, options.device);
      return device.ok ? ok({ ...options, device: device.value.id }) : device;
    }
    case "vlan":
      if (options.act === "none") return refuse("EINVAL");
      if (options.act !== "pop" && options.vlan >= LAST_VLAN) return refuse("ERANGE");
      // What is put on has a priority, be it 0.
      return ok(options.act === "push" ? { ...options, priority: options.priority ?? 0 } : options);
    case "skbedit": {
      const { kind: _, control: __, ...said } = options;
      return Object.values(said).some((each) => each !== undefined) ? ok(options) : refuse("EINVAL");
    }
    case "pedit":
      if (options.keys.length === 0) return refuse("EINVAL", "act_pedit: Pedit requires keys to be passed");
      if (options.keys.some(({ offset, variable }) => !variable?.mask && offset % 4 !== 0))
        return refuse("EINVAL", "act_pedit: Offsets must be on 32bit boundaries");
      return ok(options);
    case "gact":
      if (options.random?.control.startsWith("goto")) return refuse("EINVAL", "goto chain not allowed on fallback");
      // A value of 0 is 1.
      return ok(
        options.random ? { ...options, random: { ...options.random, value: options.random.value || 1 } } : options,
      );
    default:
      return ok(options);
  }
}

/** tcf_idr_create: with figures of its own. */
function newAction(tx: Transaction, options: TcActionOptions, index: number): TcAction {
  const id = ++tx.runtime.lastFilter;
  const { nowMicros } = tx.runtime;
  tx.runtime.actions.set(id, {
    ...{ bytes: 0, packets: 0, drops: 0, overlimits: 0, installedMicros: nowMicros, usedMicros: nowMicros },
    tokensNanos: options.kind === "police" ? options.burstTicks * TICK_NANOS : 0,
    checkedNanos: nowMicros * 1000,
  });
  return { ...options, id, index };
}

/** tcf_idr_check_alloc: the number that is asked for, or the least that is free among the namespace's of the kind. */
function numbered(used: readonly TcAction[], { kind, index }: ActionRequest): number {
  if (index !== undefined) return index;
  let free = 1;
  while (used.some((each) => each.kind === kind && each.index === free)) free++;
  return free;
}

/** tcf_action_init for a filter: what is there by its number is shared, whatever else was said of it. */
export function actionsForFilter(
  tx: Transaction,
  netns: NetnsId,
  requests: readonly ActionRequest[],
): Result<readonly TcAction[], KernelError> {
  const made: TcAction[] = [];
  for (const request of requests) {
    tx.runtime.actionKinds.add(request.kind);
    const there = allActions(tx, netns).map(({ action }) => action);
    const known = there.find((each) => each.kind === request.kind && each.index === request.index);
    if (known) {
      made.push(known);
      continue;
    }
    if (made.some((each) => each.kind === request.kind && each.index === request.index)) return refuse("EAGAIN");
    const options = settle(tx, netns, request, false);
    if (!options.ok) return options;
    made.push(newAction(tx, options.value, numbered([...there, ...made], request)));
  }
  return ok(made);
}

export function actionAdd(tx: Transaction, caller: Caller, op: ActionAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const there = allActions(tx, netns).map(({ action }) => action);
  const made: TcAction[] = [];
  const changed = new Map<number, TcAction>();
  for (const request of op.actions) {
    tx.runtime.actionKinds.add(request.kind);
    const same = (each: TcAction) => each.kind === request.kind && each.index === request.index;
    if (made.some(same)) return refuse("EAGAIN");
    const options = settle(tx, netns, request, true);
    if (!options.ok) return options;
    const known = there.find(same);
    if (known && !op.replaces) return refuse("EEXIST");
    if (known) changed.set(known.id, { ...options.value, id: known.id, index: known.index });
    else made.push(newAction(tx, options.value, numbered([...there, ...made], request)));
  }
  if (changed.size > 0) replaceActions(tx, netns, (action) => changed.get(action.id) ?? action);
  const { actions = [] } = tx.netns(netns);
  if (made.length > 0) tx.ownNetns(netns).actions = [...actions, ...made];
  return DONE;
}

/** Every place where an action of the namespace stands. */
function replaceActions(tx: Transaction, netns: NetnsId, change: (action: TcAction) => TcAction): void {
  const { actions, byIndex } = tx.netns(netns);
  if (actions?.some((each) => change(each) !== each)) tx.ownNetns(netns).actions = actions.map(change);
  for (const id of byIndex.ids) {
    const link = tx.link(id);
    if (!link.filters?.some((filter) => filter.actions.some((each) => change(each) !== each))) continue;
    const filters = link.filters.map((each): Filter => ({ ...each, actions: each.actions.map(change) }));
    tx.changeLink(link, { filters });
  }
}

function withdraw(tx: Transaction, netns: NetnsId, gone: ReadonlySet<number>): void {
  const left = (tx.netns(netns).actions ?? []).filter(({ id }) => !gone.has(id));
  const own = tx.ownNetns(netns);
  if (left.length > 0) own.actions = left;
  else delete own.actions;
}

/** tca_action_gd: all are looked for before the first one goes. */
export function actionDelete(tx: Transaction, caller: Caller, op: ActionDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const there = allActions(tx, here.value);
  const found: CountedAction[] = [];
  for (const wanted of op.actions) {
    const known = findAction(there, tx.runtime.actionKinds, wanted);
    if (!known.ok) return known;
    found.push(known.value);
  }
  const gone = new Set<number>();
  for (const { action, bind } of found) {
    if (bind > 0) {
      withdraw(tx, here.value, gone);
      return refuse("EPERM", "Failed to delete TC action");
    }
    gone.add(action.id);
  }
  withdraw(tx, here.value, gone);
  return DONE;
}

/** tcf_action_get_1. `kinds` are those whose modules have been asked for. */
export function findAction(
  there: readonly CountedAction[],
  kinds: ReadonlySet<string>,
  { kind, index }: { readonly kind: string; readonly index: number },
): Result<CountedAction, KernelError> {
  if (index === 0) return refuse("EINVAL", "Invalid TC action index value");
  if (!kinds.has(kind)) return refuse("EINVAL", "Specified TC action kind not found");
  const known = there.find(({ action }) => action.kind === kind && action.index === index);
  return known ? ok(known) : refuse("ENOENT", "TC action with specified index not found");
}

/** What a flush takes: all in order up to the first that a filter uses. */
export function flushed(there: readonly CountedAction[], kind: string): { gone: CountedAction[]; stopped: boolean } {
  const same = there.filter(({ action }) => action.kind === kind);
  const busy = same.findIndex(({ bind }) => bind > 0);
  return { gone: busy < 0 ? same : same.slice(0, busy), stopped: busy >= 0 };
}

/** tca_action_flush. */
export function actionFlush(tx: Transaction, caller: Caller, op: ActionFlush): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  if (!tx.runtime.actionKinds.has(op.type)) return refuse("EINVAL", "Cannot flush unknown TC action");
  const { gone, stopped } = flushed(allActions(tx, here.value), op.type);
  if (stopped && gone.length === 0) return refuse("EPERM");
  if (gone.length > 0) withdraw(tx, here.value, new Set(gone.map(({ action }) => action.id)));
  return DONE;
}

/** The device of a mirred action is going: it stays, and points nowhere (mirred_device_event). */
export function forgetTarget(tx: Transaction, gone: { readonly id: LinkId; readonly netns: NetnsId }): void {
  replaceActions(tx, gone.netns, (action) =>
    action.kind === "mirred" && action.device === gone.id ? { ...action, device: undefined } : action,
  );
}

/** The request that comes to an action; a device that is gone cannot be asked for. */
export function requestOfAction(action: TcAction, nameOf: (id: LinkId) => string): ActionRequest {
  const { id: _, ...options } = action;
  if (options.kind !== "mirred") return options;
  return { ...options, device: options.device === undefined ? "*" : nameOf(options.device) };
}

/** Back to the actions that a namespace had: those that are there are changed back, the others made or taken away. */
export function undoActions(
  netns: NetnsRef,
  was: readonly CountedAction[],
  now: readonly CountedAction[],
  nameOf: (id: LinkId) => string,
  step: (operation: Operation) => void,
): void {
  const gone = now.filter(({ action, standing }) => standing && !was.some((each) => each.action.id === action.id));
  if (gone.length > 0)
    step({ kind: "actionDelete", netns, actions: gone.map(({ action: { kind, index } }) => ({ kind, index })) });
  for (const { action, standing } of was) {
    const known = now.find((each) => each.action.id === action.id);
    const differs = known ? known.action !== action : standing;
    const actions = [requestOfAction(action, nameOf)];
    if (differs) step({ kind: "actionAdd", netns, replaces: known !== undefined, actions });
  }
}
