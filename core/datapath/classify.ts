/**
 * Filters of traffic control at work (tcf_classify of net/sched/cls_api.c, sch_handle_ingress and sch_handle_egress of
 * net/core/dev.c, act_gact.c, act_mirred.c, act_police.c, tcf_action_exec of net/sched/act_api.c).
 *
 * Same as Linux: the order of filters and actions, what each verdict means, what is sent elsewhere or comes in by it, tags put on
 * and taken off, chains that others lead to, what is counted.
 */
import {
  type ActionStats,
  ANY_PROTOCOL,
  type Control,
  chainAhead,
  type Filter,
  type FilterHook,
  type FilterStats,
  type Gact,
  type Mirred,
  type Police,
  sameHook,
  type TcAction,
  type VlanAction,
} from "../model/filter.ts";
import { type ClassId, INGRESS_HANDLE, newQdiscStats } from "../model/qdisc.ts";
import { nextRandom } from "../model/runtime.ts";
import type { Frame } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength } from "../wire/length.ts";
import { transmit } from "./device.ts";
import { fitsFilter, protocolOf } from "./filter-match.ts";
import type { Network } from "./network.ts";
import { csummed, pedited, skbedited } from "./packet-edit.ts";
import { walkTables } from "./u32-walk.ts";
import type { Device } from "./view.ts";

export interface Verdict {
  readonly control: "pass" | "drop" | "pipe" | "stolen";
  readonly classId: ClassId | undefined;
  /** The frame as actions left it. */
  readonly frame: Frame;
  /** A filter had the last word: else there was none, and the frame only was changed on the way. */
  readonly final: boolean;
}

/** Where a frame was taken from that went to another device by it (skb->redirected, skb->skb_iif, skb->from_ingress). */
export interface Origin {
  readonly device: Device;
  readonly ingress: boolean;
}

/** TCF's limit of starting anew. */
const MOST_ROUNDS = 16;

/** Asks the filters of a place; undefined where none of them is for the frame. */
export function classify(
  net: Network,
  device: Device,
  hook: FilterHook,
  given: Frame,
  packet: number,
): Verdict | undefined {
  const list = device.link.filters ?? [];
  let frame = given;
  let chain = 0;
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    let again = false;
    for (const filter of fitting(net, device, hook, chain, list, () => frame)) {
      const { actions } = filter;
      const classId = filter.match.kind === "fw" && filter.match.old ? classOfMark(frame) : filter.classId;
      if (actions.length === 0) return { control: "pass", classId, frame, final: true };
      const ran = runActions(net, device, hook, actions, frame, packet);
      frame = ran.frame;
      const { control } = ran;
      if (control === "continue") continue;
      const next = chainAfter(control);
      if (next === undefined) return { control: verdictOf(control), classId, frame, final: true };
      chain = next;
      again = true;
      break;
    }
    // What no filter has the last word on goes on as actions left it.
    if (!again) return frame === given ? undefined : { control: "pass", classId: undefined, frame, final: false };
  }
  return { control: "drop", classId: undefined, frame, final: true };
}

/** The old method of fw: the mark is the class. */
function classOfMark({ payload: { mark = 0 } }: Frame): ClassId {
  return { major: mark >>> 16, minor: mark & 0xffff };
}

/** By which chain it goes on: from the first one anew, or by another; undefined where nothing is looked for any more. */
function chainAfter(control: Control): number | undefined {
  return control === "reclassify" ? 0 : chainAhead(control);
}

function verdictOf(control: Control): Verdict["control"] {
  if (control === "drop" || control === "pipe") return control;
  return control === "stolen" || control === "trap" ? "stolen" : "pass";
}

/** The filters of a chain of a place that a frame fits, one after the other; counts each look. */
function* fitting(
  net: Network,
  device: Device,
  hook: FilterHook,
  chain: number,
  list: readonly Filter[],
  frameNow: () => Frame,
): Generator<Filter> {
  let walked: number | undefined;
  for (const filter of list) {
    const { match, preference, protocol } = filter;
    if (!sameHook(filter.hook, hook) || filter.chain !== chain || (match.kind === "u32" && preference === walked))
      continue;
    const frame = frameNow();
    if (protocol !== ANY_PROTOCOL && protocol !== protocolOf(frame)) continue;
    if (match.kind === "u32") {
      // All tables of a preference at once.
      walked = preference;
      const here = list.filter((each) => sameHook(each.hook, hook) && each.chain === chain);
      yield* walkTables(here, match, frame, (id) => statsOf(net, id));
      continue;
    }
    const stats = statsOf(net, filter.id);
    stats.hits++;
    if (!fitsFilter(filter, match, frame, device.link.name)) continue;
    stats.success++;
    yield filter;
  }
}

function statsOf(net: Network, id: number): FilterStats {
  const { filters } = net.world.runtime;
  let stats = filters.get(id);
  if (!stats) filters.set(id, (stats = { hits: 0, success: 0, keys: [] }));
  return stats;
}

/** TCA_ACT_MAX_PRIO: how often a list of actions is begun anew by jumps. */
const MOST_JUMPS = 32;

/** tcf_action_exec. */
function runActions(
  net: Network,
  device: Device,
  hook: FilterHook,
  actions: readonly TcAction[],
  given: Frame,
  packet: number,
): { readonly control: Control; readonly frame: Frame } {
  let frame = given;
  let jumps = MOST_JUMPS;
  for (let at = 0; at < actions.length; at++) {
    const action = actions[at] as TcAction;
    const stats = net.world.runtime.actions.get(action.id);
    if (stats) {
      stats.packets++;
      stats.bytes += lengthAt(hook, frame);
      stats.usedMicros = net.nowMicros;
    }
    frame = written(frame, action, device);
    const control = controlOf(net, device, hook, action, frame, packet, stats);
    if (control === "drop" && stats && !QUIET.has(action.kind)) stats.drops++;
    if (control.startsWith("jump ")) {
      // From the start of the list on, so many are passed over.
      const count = Number(control.slice("jump ".length)) % MOST_JUMPS;
      if (count === 0 || count > actions.length || --jumps <= 0) return { control: "pass", frame };
      at = count - 1;
      if (at + 1 >= actions.length) return { control, frame };
    } else if (control !== "pipe") return { control, frame };
  }
  return { control: "pipe", frame };
}

/** Those who do not count what they drop. */
const QUIET: ReadonlySet<TcAction["kind"]> = new Set(["mirred", "skbedit", "pedit"]);

/** What an action makes of a frame. */
function written(frame: Frame, action: TcAction, device: Device): Frame {
  switch (action.kind) {
    case "vlan":
      return retagged(frame, action);
    case "skbedit":
      return skbedited(frame, action, device.link.queues.tx);
    case "csum":
      return action.control === "drop" ? frame : csummed(frame, action);
    case "pedit":
      return pedited(frame, action);
    default:
      return frame;
  }
}

function controlOf(
  net: Network,
  device: Device,
  hook: FilterHook,
  action: TcAction,
  frame: Frame,
  packet: number,
  stats: ActionStats | undefined,
): Control {
  switch (action.kind) {
    case "gact":
      return action.random ? byChance(net, action, action.random, stats) : action.control;
    case "mirred":
      return mirred(net, device, hook, action, frame, packet);
    case "police":
      return police(net, action, lengthAt(hook, frame));
    default:
      return action.control;
  }
}

/** gact_net_rand, gact_determ. */
function byChance(
  net: Network,
  { control }: Gact,
  random: NonNullable<Gact["random"]>,
  stats: ActionStats | undefined,
): Control {
  if (random.type === "netrand") return nextRandom(net.world.runtime, random.value) > 0 ? control : random.control;
  const turn = (stats?.turns ?? 0) + 1;
  if (stats) stats.turns = turn;
  return turn % random.value > 0 ? control : random.control;
}

/** tcf_vlan_act. */
function retagged(frame: Frame, action: VlanAction): Frame {
  const { vlan: tag, ...bare } = frame;
  if (action.act === "pop") return tag?.inner ? { ...bare, vlan: tag.inner } : bare;
  const { vlan: id, priority, protocol } = action;
  const made = { id, ...(protocol === "802.1ad" && { protocol }) };
  if (action.act === "push") return { ...bare, vlan: { ...made, priority: priority ?? 0, ...(tag && { inner: tag }) } };
  if (!tag) return frame;
  const inner = tag.inner && { inner: tag.inner };
  return { ...bare, vlan: { ...made, priority: priority ?? tag.priority, ...inner } };
}

/** tcf_mirred_act. */
function mirred(
  net: Network,
  device: Device,
  hook: FilterHook,
  action: Mirred & TcAction,
  frame: Frame,
  packet: number,
): Control {
  const target = action.device === undefined ? undefined : net.device(action.device);
  const redirects = action.mode === "redirect";
  if (!target?.running) {
    const stats = net.world.runtime.actions.get(action.id);
    if (stats) stats.overlimits++;
    return redirects ? "drop" : action.control;
  }
  // A copy of its own, which is told from the one that goes on.
  const copy = { ...frame };
  if (redirects) net.origins.set(copy, { device, ingress: hook === "ingress" });
  if (action.direction === "egress") transmit(net, target, copy, packet);
  else net.backlog.push(net.nowMicros, target.id, copy, packet);
  return redirects ? "stolen" : action.control;
}

/** What comes in has lost its header by then (eth_type_trans). */
function lengthAt(hook: FilterHook, frame: Frame): number {
  return frameLength(frame) - (hook === "ingress" ? ETHERNET_HEADER : 0);
}

/** tcf_police_act. */
function police(net: Network, action: Police & TcAction, length: number): Control {
  const stats = net.world.runtime.actions.get(action.id);
  if (!stats) return action.conform;
  const { rate, burstTicks, mtu } = action;
  if (length <= mtu) {
    // Nothing was said of a rate.
    if (rate === 0) return action.conform;
    const now = net.nowMicros * 1000;
    const burst = burstTicks * 64;
    const gained = Math.min(now - stats.checkedNanos, burst);
    const tokens = Math.min(stats.tokensNanos + gained, burst) - Math.floor((length * 1e9) / rate);
    if (tokens >= 0) {
      stats.checkedNanos = now;
      stats.tokensNanos = tokens;
      return action.conform;
    }
  }
  stats.overlimits++;
  return action.exceed;
}

/**
 * sch_handle_ingress, sch_handle_egress: the frame as they leave it; undefined for one that goes no further here.
 * What an `ifb` gives back has been through it.
 */
export function passesFilters(
  net: Network,
  device: Device,
  hook: "ingress" | "egress",
  frame: Frame,
  packet: number,
): Frame | undefined {
  if (net.unclassified.delete(frame)) return frame;
  if (!device.link.filters?.some((each) => each.hook === hook)) return frame;
  const counted = countersOf(net, device);
  counted.packets++;
  counted.bytes += lengthAt(hook, frame);
  const verdict = classify(net, device, hook, frame, packet);
  if (verdict?.control === "stolen") return undefined;
  if (verdict?.control !== "drop") return verdict?.frame ?? frame;
  counted.drops++;
  // sch_handle_egress: whoever sends is told (NET_XMIT_DROP).
  if (hook === "egress") net.refused = true;
  if (net.tracing) {
    if (hook === "ingress") net.drop(device, "receive", frame, packet, "TC_INGRESS");
    else net.drop(device, "transmit", frame, packet, "TC_EGRESS");
  }
  return undefined;
}

function countersOf(net: Network, { id }: Device) {
  const { qdiscs } = net.world.runtime;
  let table = qdiscs.get(id);
  if (!table) qdiscs.set(id, (table = new Map()));
  let stats = table.get(INGRESS_HANDLE);
  if (!stats) table.set(INGRESS_HANDLE, (stats = newQdiscStats()));
  return stats;
}
