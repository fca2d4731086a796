/**
 * Filters of traffic control at work (tcf_classify of net/sched/cls_api.c, sch_handle_ingress and sch_handle_egress of
 * net/core/dev.c, act_gact.c, act_mirred.c, act_police.c).
 *
 * Same as Linux: the order of filters and actions, what each verdict means, what is sent elsewhere or comes in by it, tags put on
 * and taken off, what is counted.
 * Absent: tags that filters of a discipline below the root change.
 */
import {
  ANY_PROTOCOL,
  type Control,
  type Filter,
  type FilterHook,
  type FilterStats,
  type Mirred,
  type Police,
  sameHook,
  type TcAction,
  type VlanAction,
} from "../model/filter.ts";
import { type ClassId, INGRESS_HANDLE, newQdiscStats } from "../model/qdisc.ts";
import type { Frame } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength } from "../wire/length.ts";
import { transmit } from "./device.ts";
import { fitsFilter, protocolOf } from "./filter-match.ts";
import type { Network } from "./network.ts";
import { walkTables } from "./u32-walk.ts";
import type { Device } from "./view.ts";

export interface Verdict {
  readonly control: Exclude<Control, "continue" | "reclassify">;
  readonly classId: ClassId | undefined;
  /** The frame as actions left it. */
  readonly frame: Frame;
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
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    let again = false;
    for (const filter of fitting(net, device, hook, list, () => frame)) {
      const { classId, actions } = filter;
      if (actions.length === 0) return { control: "pass", classId, frame };
      const ran = runActions(net, device, hook, actions, frame, packet);
      frame = ran.frame;
      const { control } = ran;
      if (control === "continue") continue;
      if (control !== "reclassify") return { control, classId, frame };
      again = true;
      break;
    }
    // What no filter has the last word on goes on as actions left it.
    if (!again) return frame === given ? undefined : { control: "pass", classId: undefined, frame };
  }
  return { control: "drop", classId: undefined, frame };
}

/** The filters of a place that a frame fits, one after the other; counts each look. */
function* fitting(
  net: Network,
  device: Device,
  hook: FilterHook,
  list: readonly Filter[],
  frameNow: () => Frame,
): Generator<Filter> {
  let walked: number | undefined;
  for (const filter of list) {
    const { match, preference, protocol } = filter;
    if (!sameHook(filter.hook, hook) || (match.kind === "u32" && preference === walked)) continue;
    const frame = frameNow();
    if (protocol !== ANY_PROTOCOL && protocol !== protocolOf(frame)) continue;
    if (match.kind === "u32") {
      // All tables of a preference at once.
      walked = preference;
      const here = list.filter((each) => sameHook(each.hook, hook));
      yield* walkTables(here, match, frame, (id) => statsOf(net, id));
      continue;
    }
    const stats = statsOf(net, filter.id);
    stats.hits++;
    if (!fitsFilter(match, frame, device.link.name)) continue;
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
  for (const action of actions) {
    const stats = net.world.runtime.actions.get(action.id);
    if (stats) {
      stats.packets++;
      stats.bytes += lengthAt(hook, frame);
      stats.usedMicros = net.nowMicros;
    }
    if (action.kind === "vlan") frame = retagged(frame, action);
    const control =
      action.kind === "gact" || action.kind === "vlan"
        ? action.control
        : action.kind === "mirred"
          ? mirred(net, device, hook, action, frame, packet)
          : police(net, action, lengthAt(hook, frame));
    if (control === "drop" && stats && action.kind !== "mirred") stats.drops++;
    if (control !== "pipe") return { control, frame };
  }
  return { control: "pipe", frame };
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
