/**
 * Tagged frames (net/8021q/vlan_dev.c, vlan_core.c; IEEE 802.1Q).
 *
 * Same as Linux: a VLAN interface tags what it sends and takes what carries its tag off the link below, before a bridge
 * would; what nobody takes is somebody else's; a priority tag (VLAN 0) is looked through. Counted as vlan_do_receive does,
 * without the Ethernet header. Simplified: what comes in keeps no priority; without REORDER_HDR frames are the same.
 */
import { BROADCAST_MAC, isGroupMac } from "../address/mac.ts";
import { egressPriority } from "../model/vlan-qos.ts";
import type { Frame, PacketType, VlanTag } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength } from "../wire/length.ts";
import { countSent, receive, transmit } from "./device.ts";
import type { Network } from "./network.ts";
import { priorityOf } from "./qdisc/flow.ts";
import type { Device } from "./view.ts";

/** vlan_dev_hard_start_xmit. */
export function vlanTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { lower } = device;
  const { kind } = device.link;
  if (!lower || kind.type !== "vlan") return;
  if (net.tracing) net.emit(device, "transmit", frame, packet, lower.id);
  const vlan: VlanTag = {
    id: kind.id,
    priority: kind.egressQos.length === 0 ? 0 : egressPriority(kind.egressQos, priorityOf(frame)),
    ...(kind.protocol === "802.1ad" && { protocol: kind.protocol }),
    ...(frame.vlan && { inner: frame.vlan }),
  };
  const length = frameLength(frame);
  net.refused = false;
  transmit(net, lower, { ...frame, vlan }, packet);
  countSent(net, device, length);
}

/** vlan_do_receive: true when the tag's own interface took the frame, or lost it. `type`: whose it is for the link below. */
export function vlanReceive(
  net: Network,
  device: Device,
  frame: Frame,
  tag: VlanTag,
  packet: number,
  type: PacketType,
): boolean {
  const upper = device.uppers.find(
    ({ link: { kind } }) => kind.type === "vlan" && kind.id === tag.id && kind.protocol === (tag.protocol ?? "802.1Q"),
  );
  if (!upper) return false;
  if (!upper.up) {
    if (net.tracing) net.drop(upper, "receive", frame, packet, "DEV_READY");
    return true;
  }
  const inside = untag(frame, tag);
  if (net.tracing) net.emit(device, "receive", frame, packet, upper.id);
  upper.counters.rxPackets++;
  upper.counters.rxBytes += frameLength(inside) - ETHERNET_HEADER;
  if (isGroupMac(frame.destination) && frame.destination !== BROADCAST_MAC) upper.counters.rxMulticast++;
  receive(net, upper, inside, packet, type === "otherhost" && frame.destination === upper.mac ? "host" : type);
  return true;
}

/** The frame without its outermost tag. */
export function untag(frame: Frame, tag: VlanTag): Frame {
  const { vlan: _, ...bare } = frame;
  return tag.inner ? { ...bare, vlan: tag.inner } : bare;
}
