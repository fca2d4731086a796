/**
 * ARP (RFC 826 with the later rules of net/ipv4/arp.c).
 *
 * Same as Linux: whom it answers and learns from, gratuitous announcements, probes for duplicate addresses, the source
 * address it asks with, arp_ignore 0, 1, 2 and 8, the lock time of a second.
 * Absent: proxy ARP, arp_filter, arp_accept.
 */
import { type Ipv4, ipv4Mask, isIpv4Loopback, isIpv4Multicast } from "../address/ipv4.ts";
import { BROADCAST_MAC, type Mac, ZERO_MAC } from "../address/mac.ts";
import { SCOPE } from "../model/address.ts";
import type { Neighbor } from "../model/neighbor.ts";
import type { Arp, Frame } from "../wire/frame.ts";
import { type PacketType, transmit } from "./device.ts";
import { createNeighbor, firstWaiting, updateNeighbor } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { addressType4, selectSource4 } from "./route-output.ts";
import type { Device } from "./view.ts";

/** An entry that has just changed does not change again within this time, unless by a gratuitous announcement. */
const LOCK_MICROS = 1_000_000;

/** Asks who has an address: everybody, or, to confirm, the neighbor itself. */
export function arpSolicit(net: Network, device: Device, neighbor: Neighbor, target: Ipv4): void {
  const first = firstWaiting(neighbor);
  const asked = first?.payload.kind === "ipv4" ? first.payload.source : undefined;
  let source: Ipv4 | undefined;
  if (device.arpAnnounce === 0 && asked !== undefined && addressType4(device.netns, asked) === "local") source = asked;
  source ??= selectSource4(device, target, SCOPE.link);
  const unicast = neighbor.state === "PROBE" && neighbor.mac !== undefined;
  arpSend(net, device, unicast ? (neighbor.mac as Mac) : BROADCAST_MAC, {
    kind: "arp",
    operation: "request",
    senderMac: device.mac,
    senderIp: source ?? (0 as Ipv4),
    targetMac: ZERO_MAC,
    targetIp: target,
  });
}

function arpSend(net: Network, device: Device, destination: Mac, arp: Arp, packet = net.nextPacket()): void {
  if (device.noArp) return;
  const frame: Frame = { source: device.mac, destination, payload: arp };
  if (net.tracing) net.emit(device, "arp", frame, packet, device.id);
  transmit(net, device, frame, packet);
}

/** arp_rcv and arp_process. */
export function arpInput(net: Network, device: Device, frame: Frame, arp: Arp, packet: number, type: PacketType): void {
  if (type === "otherhost") {
    if (net.tracing) net.drop(device, "arp", frame, packet, "OTHERHOST");
    return;
  }
  const { senderIp, targetIp, senderMac } = arp;
  if (device.noArp || isIpv4Multicast(targetIp) || (isIpv4Loopback(targetIp) && !device.routeLocalnet)) {
    if (net.tracing) net.drop(device, "arp", frame, packet, "NOT_SPECIFIED");
    return;
  }
  const isRequest = arp.operation === "request";
  if (senderIp === 0) {
    // A probe for duplicates (RFC 5227): answered, and nothing is learned from it.
    if (isRequest && addressType4(device.netns, targetIp) === "local" && mayAnswer(device, senderIp, targetIp))
      answer(net, device, frame, arp, packet);
    else if (net.tracing) net.drop(device, "arp", frame, packet, "NOT_SPECIFIED");
    return;
  }
  if (isRequest && addressType4(device.netns, targetIp) === "local") {
    // ip_route_input refuses a sender that claims an address of ours.
    if (addressType4(device.netns, senderIp) === "local") {
      if (net.tracing) net.drop(device, "arp", frame, packet, "IP_LOCAL_SOURCE");
      return;
    }
    if (!mayAnswer(device, senderIp, targetIp)) {
      if (net.tracing) net.drop(device, "arp", frame, packet, "NOT_SPECIFIED");
      return;
    }
    const neighbor = device.neighbor(senderIp) ?? createNeighbor(net, device, senderIp);
    updateNeighbor(net, device, neighbor, senderMac, "STALE", { override: true });
    answer(net, device, frame, arp, packet);
    return;
  }
  // A reply, or a request for somebody else: it may refresh what is known, but makes no new entry.
  const neighbor = device.neighbor(senderIp);
  if (!neighbor) {
    if (net.tracing) net.drop(device, "arp", frame, packet, "NOT_SPECIFIED");
    return;
  }
  const gratuitous = senderIp === targetIp;
  const override = gratuitous || net.nowMicros > neighbor.updatedMicros + LOCK_MICROS;
  const state = isRequest || type !== "host" ? "STALE" : "REACHABLE";
  if (net.tracing) net.report(device, "arp", frame, packet, { kind: "deliver" });
  updateNeighbor(net, device, neighbor, senderMac, state, { override });
}

function answer(net: Network, device: Device, frame: Frame, arp: Arp, packet: number): void {
  if (net.tracing) net.report(device, "arp", frame, packet, { kind: "deliver" });
  arpSend(
    net,
    device,
    arp.senderMac,
    {
      kind: "arp",
      operation: "reply",
      senderMac: device.mac,
      senderIp: arp.targetIp,
      targetMac: arp.senderMac,
      targetIp: arp.senderIp,
    },
    packet,
  );
}

/** The sysctl arp_ignore (Documentation/networking/ip-sysctl). */
function mayAnswer(device: Device, sender: Ipv4, target: Ipv4): boolean {
  switch (device.arpIgnore) {
    case 0:
      return true;
    case 1:
      return device.link.inet.some((address) => address.local === target);
    case 2:
      return device.link.inet.some(
        (address) => address.local === target && ((address.local ^ sender) & ipv4Mask(address.prefixLength)) === 0,
      );
    case 8:
      return false;
    default:
      return true;
  }
}
