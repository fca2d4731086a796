/**
 * VLAN filtering at a bridge's doors (br_allowed_ingress, br_allowed_egress, br_handle_vlan of net/bridge/br_vlan.c).
 *
 * Same as Linux: untagged and priority-tagged frames belong to the PVID of where they came in, or are lost; frames of
 * VLANs that the port does not have, or that are not in a state to pass, are lost; a tag of another protocol is part of what the frame carries; who leaves
 * without a tag. Between the doors every frame of a filtering bridge carries its tag.
 */
import {
  type BridgePort,
  type BridgeSettings,
  PORT_STATE,
  type VlanGroup,
  vidOfTunnel,
  vlanState,
} from "../model/bridge.ts";
import { vlanCounters } from "../model/runtime.ts";
import type { Frame, VlanTag } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength } from "../wire/length.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";
import { untag } from "./vlan.ts";

function protocolOf({ vlanProtocol }: BridgeSettings): "802.1ad" | undefined {
  return vlanProtocol === "802.1ad" ? vlanProtocol : undefined;
}

/** br_vlan_state_allowed: whether frames of a VLAN may pass here; when it only learns, the way in. */
export function hasEntry(group: VlanGroup | undefined, vid: number, incoming: boolean): boolean {
  const entry = group?.entries[vid];
  if (entry === undefined) return false;
  const state = vlanState(entry);
  return state === PORT_STATE.forwarding || (incoming && state === PORT_STATE.learning);
}

/** The frame as it goes through the bridge, tagged; undefined when it may not come in. */
export function admit(settings: BridgeSettings, group: VlanGroup | undefined, frame: Frame): Frame | undefined {
  if (!group) return undefined;
  const { vlan } = frame;
  const protocol = protocolOf(settings);
  const own = vlan !== undefined && vlan.protocol === protocol ? vlan : undefined;
  if (own && own.id !== 0) return hasEntry(group, own.id, true) ? frame : undefined;
  if (group.pvid === 0 || !hasEntry(group, group.pvid, true)) return undefined;
  const inner = own ? own.inner : vlan;
  const tag: VlanTag = {
    id: group.pvid,
    priority: own?.priority ?? 0,
    ...(protocol && { protocol }),
    ...(inner && { inner }),
  };
  return { ...frame, vlan: tag };
}

/**
 * The frame as it leaves: without its tag where its VLAN is untagged there, and, where `tunnels` are meant, without it by the
 * tunnel of its VLAN (br_handle_egress_vlan_tunnel).
 */
export function release(group: VlanGroup | undefined, frame: Frame, tunnels = false): Frame {
  const { vlan } = frame;
  const entry = vlan && group?.entries[vlan.id];
  if (!vlan || !entry) return frame;
  if (entry.untagged) return untag(frame, vlan);
  return tunnels && entry.tunnel !== undefined ? { ...untag(frame, vlan), tunnel: entry.tunnel } : frame;
}

/** What a frame of a filtering bridge is counted by, at a port or, without one, at the bridge itself. */
export function countVlan(
  net: Network,
  bridge: Device,
  port: Device | undefined,
  frame: Frame,
  direction: "rx" | "tx",
): void {
  const { bridge: settings } = bridge;
  const vid = frame.vlan?.id;
  if (settings?.vlanStatsEnabled !== 1 || vid === undefined) return;
  const holder = settings.vlanStatsPerPort === 1 && port ? port.id : bridge.id;
  const counters = vlanCounters(net.world.runtime, holder, vid);
  counters[`${direction}Packets`]++;
  counters[`${direction}Bytes`] += frameLength(frame) - ETHERNET_HEADER;
}

/** br_handle_ingress_vlan_tunnel: what came by a tunnel is of the VLAN that the port has for it. */
export function fromTunnel(settings: BridgeSettings, port: BridgePort, frame: Frame): Frame {
  const { tunnel, ...bare } = frame;
  if (tunnel === undefined) return frame;
  const vid = port.vlanTunnel && !bare.vlan ? vidOfTunnel(port.vlans, tunnel) : undefined;
  if (vid === undefined) return bare;
  const protocol = protocolOf(settings);
  return { ...bare, vlan: { id: vid, priority: 0, ...(protocol && { protocol }) } };
}
