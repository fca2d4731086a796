/**
 * Macvlan interfaces at work (drivers/net/macvlan.c).
 *
 * Same as Linux: who hears whom in which mode, that the link below and those on it never hear each other, counters.
 * Simplified: which groups an interface listens to is known exactly, where the driver has a hash of them.
 */
import { isGroupMac } from "../address/mac.ts";
import { macBucket } from "../address/mac-hash.ts";
import { isMacvlan } from "../model/link.ts";
import type { Frame, PacketType } from "../wire/frame.ts";
import { frameLength } from "../wire/length.ts";
import { countSent, receive, transmit } from "./device.ts";
import { countTaken, forward } from "./forward.ts";
import { hearsGroup } from "./hears.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

function modeOf(device: Device): string | undefined {
  const { kind } = device.link;
  return isMacvlan(kind) ? kind.mode : undefined;
}

/** macvlan_hash_lookup: interfaces that are up, by address. */
function find(lower: Device, mac: string): Device | undefined {
  return lower.uppers.find((upper) => upper.up && upper.mac === mac && modeOf(upper) !== undefined);
}

/** The interfaces of a link in the order in which a frame for all comes to them (hash_for_each_rcu): by their addresses, then the newest. */
function inHashOrder({ uppers }: Device): readonly Device[] {
  if (uppers.length < 2) return uppers;
  const buckets = new Map(uppers.map((upper) => [upper, macBucket(upper.mac)]));
  return uppers.toReversed().sort((one, other) => (buckets.get(one) ?? 0) - (buckets.get(other) ?? 0));
}

/** macvlan_broadcast: to those of the modes named, except the one it came from; `local` between those of one link. */
function broadcast(
  net: Network,
  lower: Device,
  from: Device | undefined,
  frame: Frame,
  packet: number,
  modes: readonly string[],
  local = false,
): void {
  for (const upper of inHashOrder(lower)) {
    const mode = modeOf(upper);
    if (mode === undefined || upper === from || !upper.up || !modes.includes(mode) || !hearsGroup(net, upper, frame))
      continue;
    if (local) forward(net, upper, frame, packet, true);
    else if (net.backlog.push(net.nowMicros, upper.id, frame, packet)) countTaken(upper, frame, true);
  }
}

/**
 * macvlan_broadcast_enqueue and macvlan_multicast_rx: what came by the cable for all of them, or for a group of several, waits in a
 * queue as long as the longest that one of them asked for.
 */
function enqueue(
  net: Network,
  lower: Device,
  from: Device | undefined,
  frame: Frame,
  packet: number,
  modes: readonly string[],
): void {
  if (
    lower.uppers.some(({ link: { kind } }) => isMacvlan(kind) && kind.broadcastQueue > 0) ||
    !waits(net, lower, frame)
  ) {
    broadcast(net, lower, from, frame, packet, modes);
    return;
  }
  lower.counters.rxDropped++;
  if (net.tracing) net.drop(lower, "receive", frame, packet, "NOT_SPECIFIED");
}

/** bc_filter with the usual limit (MACVLAN_DEFAULT_BC_CUTOFF of Linux 6.4): whether more than one listens to the group. */
function waits(net: Network, lower: Device, frame: Frame): boolean {
  if (frame.destination === lower.link.broadcast) return true;
  return (
    lower.uppers.filter((upper) => upper.up && modeOf(upper) !== undefined && hearsGroup(net, upper, frame)).length > 1
  );
}

const ALL_MODES = ["private", "vepa", "bridge", "passthru"];

/** macvlan_queue_xmit. */
export function macvlanTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { lower } = device;
  if (!lower) return;
  net.refused = false;
  if (modeOf(device) === "bridge") {
    if (isGroupMac(frame.destination)) broadcast(net, lower, device, frame, packet, ["bridge"], true);
    else {
      const to = find(lower, frame.destination);
      if (to && modeOf(to) === "bridge") {
        // By way of the link below, so that whoever listens there sees it.
        if (net.tracing) net.emit(device, "transmit", frame, packet, to.id);
        net.backlog.push(net.nowMicros, lower.id, frame, packet);
        countSent(net, device, frameLength(frame));
        return;
      }
    }
  }
  if (net.tracing) net.emit(device, "transmit", frame, packet, lower.id);
  transmit(net, lower, frame, packet);
  countSent(net, device, frameLength(frame));
}

/** macvlan_handle_frame: true when the link below is done with the frame. */
export function macvlanReceive(net: Network, lower: Device, frame: Frame, packet: number, type: PacketType): boolean {
  const first = lower.uppers.find((upper) => modeOf(upper) !== undefined);
  if (!first) return false;
  if (forwardSource(net, lower, frame, packet, type)) return true;
  const passthru = modeOf(first) === "passthru";
  if (isGroupMac(frame.destination)) {
    const source = find(lower, frame.source);
    switch (source && modeOf(source)) {
      case undefined:
        enqueue(net, lower, undefined, frame, packet, ALL_MODES);
        return false;
      case "vepa":
        enqueue(net, lower, source, frame, packet, ["vepa", "bridge"]);
        return false;
      case "bridge":
        // The others of bridge mode had it when it was sent.
        enqueue(net, lower, source, frame, packet, ["vepa"]);
        return false;
      default:
        // Its own frame, sent back by somebody outside, of which it does not count the length.
        if (source && net.backlog.push(net.nowMicros, source.id, frame, packet)) source.counters.rxPackets++;
        return true;
    }
  }
  const upper = passthru ? first : find(lower, frame.destination);
  if (!upper || modeOf(upper) === "source") return false;
  if (upper.up) deliver(net, lower, upper, frame, packet);
  else if (net.tracing) net.drop(upper, "receive", frame, packet, "DEV_READY");
  return true;
}

/**
 * macvlan_forward_source: those that listen to this sender get a copy, which is for them when it was for the link below; true when one
 * of them wants nobody else to.
 */
function forwardSource(net: Network, lower: Device, frame: Frame, packet: number, type: PacketType): boolean {
  let consumed = false;
  for (const upper of lower.uppers) {
    const { kind } = upper.link;
    if (!isMacvlan(kind) || !kind.sources.includes(frame.source)) continue;
    if (kind.noDestination) consumed = true;
    const copy = { ...frame, type: frame.destination === upper.mac ? ("host" as const) : type };
    if (upper.up && net.backlog.push(net.nowMicros, upper.id, copy, packet)) countTaken(upper, frame, false);
  }
  return consumed;
}

/** To one of them alone: in passthru mode whatever the address is. */
function deliver(net: Network, lower: Device, upper: Device, frame: Frame, packet: number): void {
  if (net.tracing) net.emit(lower, "receive", frame, packet, upper.id);
  countTaken(upper, frame, false);
  receive(net, upper, frame, packet, "host");
}
