/**
 * Options of single VLANs (net/bridge/br_vlan_options.c): the state of a VLAN at a port or at the bridge, and what the whole
 * bridge does about the groups of a VLAN.
 *
 * Same as Linux: what is refused and what was done until then, states, options that last as long as the VLAN does.
 * Simplified: options for groups are kept and shown; they matter with mcast_vlan_snooping, which is refused.
 * Absent: tunnels, spanning tree instances, messages.
 */
import type { KernelError } from "../errors.ts";
import { type BridgeSettings, DEFAULT_BRIDGE, PORT_STATE, vlanIds, vlanState } from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import type { Result } from "../result.ts";
import type { VlanGlobalSet, VlanSet } from "./bridge.ts";
import { changeBridge, portIds } from "./bridge-port.ts";
import { nextSettings, settingsInWords } from "./bridge-settings.ts";
import { putVlans, vlansOf, wakeBridgeVlans } from "./bridge-vlan.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

const LAST_VID = 4094;

/** br_vlan_valid_id. */
function validVids({ vid, vidEnd }: { readonly vid: number; readonly vidEnd?: number }): boolean {
  return vid >= 1 && (vidEnd ?? vid) <= LAST_VID;
}

/** The device that is named, where the kernel's bridges know VLANs. */
function deviceOf(tx: Transaction, caller: Caller, op: VlanSet | VlanGlobalSet): Result<Link, KernelError> {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device);
  if (!found.ok) return found;
  const able = wakeBridgeVlans(tx, true);
  return able.ok ? found : able;
}

/** br_vlan_rtm_process, br_vlan_process_options: VLANs before one that is missing keep what they got. */
export function vlanSet(tx: Transaction, caller: Caller, op: VlanSet): Outcome {
  const found = deviceOf(tx, caller, op);
  if (!found.ok) return found;
  const { id, kind, port, master } = found.value;
  if (kind.type !== "bridge" && !port)
    return refuse("EINVAL", "bridge: The device is not a valid bridge or bridge port");
  if (!validVids(op)) return refuse("EINVAL", "bridge: Vlan id is invalid");
  const woken = wakeBridgeVlans(tx, false);
  if (!woken.ok) return woken;
  const bridge = kind.type === "bridge" ? found.value : tx.link(master as LinkId);
  const last = op.vidEnd ?? op.vid;
  const has = (vid: number) => vlansOf(tx.link(id)).entries[vid] !== undefined;
  if (!has(op.vid)) return refuse("ENOENT", "bridge: Vlan range start doesn't exist, can't process options");
  if (!has(last)) return refuse("ENOENT", "bridge: Vlan range end doesn't exist, can't process options");
  for (let vid = op.vid; vid <= last; vid++) {
    if (!has(vid)) return refuse("ENOENT", "bridge: Vlan in range doesn't exist, can't process options");
    const done = setOne(tx, bridge, id, vid, op);
    if (!done.ok) return done;
  }
  return DONE;
}

/** br_vlan_process_one_opts. */
function setOne(tx: Transaction, bridge: Link, id: LinkId, vid: number, { state, mcastRouter }: VlanSet): Outcome {
  const put = (options: { readonly state?: number; readonly mcastRouter?: number }) => {
    const link = tx.link(id);
    const group = vlansOf(link);
    const entry = group.entries[vid];
    if (entry) putVlans(tx, link, { ...group, entries: { ...group.entries, [vid]: { ...entry, ...options } } });
  };
  if (state !== undefined) {
    if (state > PORT_STATE.blocking) return refuse("EINVAL", "bridge: Invalid vlan state");
    if (bridge.kind.type === "bridge" && bridge.kind.settings.stpState === 1)
      return refuse("EBUSY", "bridge: Can't modify vlan state when using kernel STP");
    put({ state });
  }
  if (mcastRouter !== undefined) {
    // Only a port can be told for a while (br_multicast_set_vlan_router).
    if (mcastRouter > (id === bridge.id ? 2 : 3)) return refuse("EINVAL");
    put({ mcastRouter });
  }
  return DONE;
}

/** Numbers of the VLANs that a bridge or any of its ports takes part in, the least first. */
export function vlansOfBridge(bridge: Link, ports: Iterable<Link>): number[] {
  const vids = new Set([bridge, ...ports].flatMap((link) => vlanIds(vlansOf(link))));
  return [...vids].sort((a, b) => a - b);
}

/** br_vlan_rtm_process_global_options. */
export function vlanGlobalSet(tx: Transaction, caller: Caller, op: VlanGlobalSet): Outcome {
  const found = deviceOf(tx, caller, op);
  if (!found.ok) return found;
  const bridge = found.value;
  if (bridge.kind.type !== "bridge")
    return refuse("EINVAL", "bridge: Global vlan options can only be set on bridge device");
  if (!validVids(op)) return refuse("EINVAL", "bridge: Vlan id is invalid");
  const woken = wakeBridgeVlans(tx, false);
  if (!woken.ok) return woken;
  const ports = [...portIds(tx, bridge)].map((id) => tx.link(id));
  const known = new Set(vlansOfBridge(tx.link(bridge.id), ports));
  for (let vid = op.vid; vid <= (op.vidEnd ?? op.vid); vid++) {
    if (!known.has(vid)) return refuse("ENOENT", "bridge: Vlan in range doesn't exist, can't process global options");
    const { kind } = tx.link(bridge.id);
    if (kind.type !== "bridge") return refuse("EINVAL");
    const next = nextSettings(vlanOptionsOf(kind.vlanOptions, vid), op.settings);
    if (!next.ok) return next;
    changeBridge(tx, tx.link(bridge.id), { ...kind, vlanOptions: { ...kind.vlanOptions, [vid]: next.value } });
  }
  return DONE;
}

/** What a bridge does about the groups of a VLAN. */
export function vlanOptionsOf(
  options: Readonly<Record<number, BridgeSettings>> | undefined,
  vid: number,
): BridgeSettings {
  return options?.[vid] ?? DEFAULT_BRIDGE;
}

/** Operations that lead from `now` to what was before at one link. */
export function undoVlanOptions(netns: NetnsRef, was: Link, now: Link): (VlanSet | VlanGlobalSet)[] {
  const device = was.name;
  const steps: (VlanSet | VlanGlobalSet)[] = [];
  const [before, current] = [vlansOf(was).entries, vlansOf(now).entries];
  for (const [vid, entry] of before === current ? [] : Object.entries(before)) {
    const other = current[Number(vid)];
    const state = vlanState(entry);
    const mcastRouter = entry.mcastRouter ?? 1;
    const differs = {
      ...(!(other && vlanState(other) === state) && { state }),
      ...((other?.mcastRouter ?? 1) !== mcastRouter && { mcastRouter }),
    };
    if (other && Object.keys(differs).length > 0)
      steps.push({ kind: "vlanSet", netns, device, vid: Number(vid), ...differs });
  }
  if (was.kind.type !== "bridge" || now.kind.type !== "bridge" || was.kind.vlanOptions === now.kind.vlanOptions)
    return steps;
  for (const vid of Object.keys({ ...was.kind.vlanOptions, ...now.kind.vlanOptions }).map(Number)) {
    const [old, next] = [was, now].map(({ kind }) =>
      settingsInWords(vlanOptionsOf(kind.type === "bridge" ? kind.vlanOptions : undefined, vid)),
    );
    const settings = Object.fromEntries(Object.entries(old ?? {}).filter(([word, value]) => next?.[word] !== value));
    if (Object.keys(settings).length > 0) steps.push({ kind: "vlanGlobalSet", netns, device, vid, settings });
  }
  return steps;
}
