/**
 * Ipvlan interfaces at work (drivers/net/ipvlan/ipvlan_core.c).
 *
 * Same as Linux: whose frame it is by its IP address, how the modes send (l2 by the cable, l3 and l3s by the routes of the
 * link below), what private and vepa keep apart, counters. Simplified: l3s takes its packets where l3 does, rather than
 * behind the host's own input; which groups an interface listens to is known exactly, where the driver has a hash of them.
 */
import { isGroupMac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Ipvlan } from "../model/link.ts";
import type { Frame, Payload } from "../wire/frame.ts";
import { frameLength } from "../wire/length.ts";
import { countSent, receive, transmit } from "./device.ts";
import { countTaken, forward, isTooLong } from "./forward.ts";
import { hearsGroup } from "./hears.ts";
import { ipv4Output } from "./ipv4.ts";
import { ipv6LocalOut } from "./ipv6.ts";
import type { Network } from "./network.ts";
import { routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device } from "./view.ts";

function ipvlanOf(device: Device): Ipvlan | undefined {
  const { kind } = device.link;
  return kind.type === "ipvlan" ? kind : undefined;
}

/** ipvlan_get_L3_hdr and ipvlan_addr_lookup: the address that a frame is for. */
function destinationOf(payload: Payload): IpAddress | undefined {
  switch (payload.kind) {
    case "arp":
      return payload.targetIp;
    case "ipv4":
      return payload.destination;
    case "ipv6": {
      const inner = payload.payload;
      return inner.kind === "icmpv6" && inner.type === "neighbor-solicitation" ? inner.target : payload.destination;
    }
    default:
      return undefined;
  }
}

function sourceOf(payload: Payload): IpAddress | undefined {
  if (payload.kind === "arp") return payload.senderIp;
  return payload.kind === "ipv4" || payload.kind === "ipv6" ? payload.source : undefined;
}

/** The interface that is up and has an address. */
function find(lower: Device, address: IpAddress | undefined): Device | undefined {
  if (address === undefined) return undefined;
  for (const upper of lower.uppers) {
    if (!upper.up || !ipvlanOf(upper)) continue;
    const { inet, inet6 } = upper.link;
    if (typeof address === "number") {
      for (const { local } of inet) if (local === address) return upper;
    } else for (const { local } of inet6) if (local === address) return upper;
  }
  return undefined;
}

/** ipvlan_process_multicast: to all of them but the one it came from. */
function broadcast(net: Network, lower: Device, from: Device | undefined, frame: Frame, packet: number): void {
  for (const upper of lower.uppers) {
    if (upper === from || !upper.up || !ipvlanOf(upper) || !hearsGroup(net, upper, frame)) continue;
    if (from) forward(net, upper, frame, packet, true);
    else if (net.backlog.push(net.nowMicros, upper.id, frame, packet)) countTaken(upper, frame, true);
  }
}

/** ipvlan_queue_xmit. */
export function ipvlanTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { lower } = device;
  const kind = ipvlanOf(device);
  if (!lower || !kind) return;
  const layer2 = kind.mode === "l2";
  const group = isGroupMac(frame.destination);
  if (kind.flag !== "vepa" && (!layer2 || frame.destination === frame.source)) {
    const to = find(lower, destinationOf(frame.payload));
    if (to) {
      if (kind.flag === "private") {
        lose(net, device, frame, packet);
        return;
      }
      sent(device, frame);
      if (net.tracing) net.emit(device, "transmit", frame, packet, to.id);
      forward(net, to, frame, packet, false);
      return;
    }
    if (layer2) {
      // For the link below itself, which looks at it as if it had come by the cable.
      sent(device, frame);
      if (net.tracing) net.emit(device, "transmit", frame, packet, lower.id);
      if (isTooLong(lower, frame)) {
        lower.counters.rxDropped++;
        if (net.tracing) net.drop(lower, "receive", frame, packet, "PKT_TOO_BIG");
      } else if (net.backlog.push(net.nowMicros, lower.id, frame, packet)) {
        lower.counters.rxPackets++;
        lower.counters.rxBytes += frameLength(frame);
      }
      return;
    }
  }
  if (!layer2) {
    if (group || !routed(net, device, lower, frame, packet)) lose(net, device, frame, packet);
    else sent(device, frame);
    return;
  }
  if (group) broadcast(net, lower, device, frame, packet);
  if (net.tracing) net.emit(device, "transmit", frame, packet, lower.id);
  net.refused = false;
  transmit(net, lower, frame, packet);
  countSent(net, device, frameLength(frame));
}

function sent(device: Device, frame: Frame): void {
  device.counters.txPackets++;
  device.counters.txBytes += frameLength(frame);
}

function lose(net: Network, device: Device, frame: Frame, packet: number): void {
  device.counters.txDropped++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, "NOT_SPECIFIED");
}

/** ipvlan_process_outbound: by the routes of the namespace of the link below, as far as they lead out of it. */
function routed(net: Network, device: Device, lower: Device, { payload }: Frame, packet: number): boolean {
  if (payload.kind === "ipv4") {
    const { source, destination, tos } = payload;
    const route = routeOutput4(lower.netns, { destination, source, device: lower, tos });
    if (!route.ok || (route.type !== "unicast" && route.type !== "local")) return false;
    if (net.tracing) net.emit(device, "transmit", undefined, packet, lower.id);
    return ipv4Output(net, route, payload, packet) === undefined;
  }
  if (payload.kind !== "ipv6") return false;
  const { source, destination } = payload;
  const route = routeOutput6(lower.netns, { destination, source, device: lower });
  if (!route.ok) return false;
  if (net.tracing) net.emit(device, "transmit", undefined, packet, lower.id);
  return ipv6LocalOut(net, route, payload, packet) === undefined;
}

/** ipvlan_handle_frame: true when the link below is done with the frame. */
export function ipvlanReceive(net: Network, lower: Device, frame: Frame, packet: number): boolean {
  const kind = portKind(lower);
  if (!kind) return false;
  if (kind.mode === "l2" && isGroupMac(frame.destination)) {
    // ipvlan_external_frame: not what one of them sent, come back by the cable.
    const own = frame.source === lower.mac && find(lower, sourceOf(frame.payload)) !== undefined;
    if (!own) broadcast(net, lower, undefined, frame, packet);
    return false;
  }
  if (kind.mode === "l3s" && frame.payload.kind === "arp") return false;
  const upper = find(lower, destinationOf(frame.payload));
  if (!upper) return false;
  if (net.tracing) net.emit(lower, "receive", frame, packet, upper.id);
  countTaken(upper, frame, false);
  receive(net, upper, frame, packet);
  return true;
}

/** What all interfaces of a link have in common. */
function portKind(lower: Device): Ipvlan | undefined {
  for (const upper of lower.uppers) {
    const kind = ipvlanOf(upper);
    if (kind) return kind;
  }
  return undefined;
}
