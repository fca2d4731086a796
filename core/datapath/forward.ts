/**
 * From one of several interfaces on a link to another of them, without a cable (dev_forward_skb of net/core/dev.c), as macvlan and
 * ipvlan interfaces do it and count it.
 */
import type { Frame } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, isSegmented } from "../wire/length.ts";
import { VLAN_HEADER } from "./device.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** is_skb_forwardable. */
export function isTooLong({ mtu }: Device, frame: Frame): boolean {
  return frameLength(frame) > mtu + ETHERNET_HEADER + VLAN_HEADER && !isSegmented(frame);
}

/** macvlan_count_rx, ipvlan_count_rx; `group` when it is a copy of what goes to many, broadcasts among them. */
export function countTaken({ counters }: Device, frame: Frame, group: boolean): void {
  counters.rxPackets++;
  counters.rxBytes += frameLength(frame);
  if (group) counters.rxMulticast++;
}

/** What the other does not take both count as lost, the device and its driver. */
export function forward(net: Network, to: Device, frame: Frame, packet: number, group: boolean): void {
  const tooLong = isTooLong(to, frame);
  if (!tooLong && net.backlog.push(net.nowMicros, to.id, frame, packet)) {
    countTaken(to, frame, group);
    // macvlan_broadcast and ipvlan_rcv_frame add the Ethernet header to a length that has it.
    to.counters.rxBytes += ETHERNET_HEADER;
    return;
  }
  to.counters.rxErrors++;
  to.counters.rxDropped += 2;
  if (net.tracing) net.drop(to, "receive", frame, packet, tooLong ? "PKT_TOO_BIG" : "CPU_BACKLOG");
}
