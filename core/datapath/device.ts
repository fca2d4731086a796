/**
 * Devices: a frame leaves by one and comes in by another (dev_queue_xmit and __netif_receive_skb of net/core/dev.c,
 * drivers/net/veth.c, drivers/net/loopback.c, drivers/net/dummy.c).
 *
 * Same as Linux: which counters move and by how many octets, what happens to frames for devices that are down or have
 * no carrier, what a veth end takes.
 */
import { BROADCAST_MAC, isGroupMac } from "../address/mac.ts";
import { queuesInUse } from "../model/link.ts";
import { newQdiscStats } from "../model/qdisc.ts";
import type { Frame, PacketType } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, isSegmented } from "../wire/length.ts";
import { arpInput } from "./arp.ts";
import { bondReceive } from "./bond.ts";
import { bridgeReceive, bridgeTransmit } from "./bridge.ts";
import { passesFilters } from "./classify.ts";
import { receivedOptions } from "./ip-options.ts";
import { countReceivedAgain, ipv4Input, ipv4LocalDeliver } from "./ipv4.ts";
import { ipv6Input, ipv6LocalDeliver } from "./ipv6.ts";
import { ipvlanReceive } from "./ipvlan.ts";
import { macvlanReceive } from "./macvlan.ts";
import { mplsInput } from "./mpls.ts";
import type { Network } from "./network.ts";
import { validated } from "./offload.ts";
import { queueOf } from "./qdisc/flow.ts";
import { TRANSMIT } from "./stacked.ts";
import type { Device } from "./view.ts";
import { untag, vlanReceive } from "./vlan.ts";
import { vrfLoop } from "./vrf.ts";

export const VLAN_HEADER = 4;

/** Sends a frame by a device. Whoever sends learns of one loss only: `net.refused` says that a queue was full. */
export function transmit(net: Network, device: Device, given: Frame, packet: number): void {
  const { counters } = device;
  const frame = device.link.filters ? passesFilters(net, device, "egress", given, packet) : given;
  if (!frame) return;
  if (!device.running) {
    // Down or without a carrier, a device has the noop queueing discipline: it loses everything and says nothing.
    counters.txDropped++;
    net.quenched = true;
    if (net.tracing) net.drop(device, "transmit", frame, packet, "QDISC_DROP");
    return;
  }
  const { qdiscs } = device.link;
  if (qdiscs) {
    const fate = net.queues.enqueue(device, qdiscs, frame, packet, net.nowMicros, net.send);
    if (fate === "taken") return;
    if (fate === "refused") net.refused = true;
    if (net.tracing) net.drop(device, "transmit", frame, packet, "QDISC_DROP");
    return;
  }
  startTransmit(net, device, frame, packet);
}

/** What the queue counts that a device was born with: nothing ever waits in it. */
function countBorn(net: Network, { id, link }: Device, frame: Frame): void {
  if (link.qdiscs || !link.bornQdisc) return;
  const { qdiscs } = net.world.runtime;
  let table = qdiscs.get(id);
  if (!table) qdiscs.set(id, (table = new Map()));
  let stats = table.get(0);
  if (!stats) table.set(0, (stats = newQdiscStats()));
  stats.packets++;
  stats.bytes += frameLength(frame);
  if (link.qdisc !== "mq") return;
  const { tx } = queuesInUse(link);
  const bands = (stats.bands ??= Array.from({ length: tx }, newQdiscStats));
  const own = bands[queueOf(frame, tx)];
  if (!own) return;
  own.packets++;
  own.bytes += frameLength(frame);
}

/** Links that give on what the one below says; bridges and tunnels have done their part in any case. */
const TELLS: ReadonlySet<string> = new Set(["vlan", "macvlan", "macvtap", "ipvlan", "bond", "vrf"]);

/** XMIT_RECURSION_LIMIT. */
const DEEPEST = 8;

/** Out of the queue and onto the wire, in the shape that the driver takes, unless too many devices send it within each other already. */
export function startTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { link } = device;
  if (net.depth > DEEPEST) {
    // "Dead loop on virtual device": whoever sent it hears of it.
    device.counters.txDropped++;
    net.refused = true;
    if (net.tracing) net.drop(device, "transmit", frame, packet, "RECURSION_LIMIT");
    return;
  }
  net.depth++;
  try {
    if (link.wanted === undefined) hardTransmit(net, device, frame, packet);
    else for (const each of validated(frame, link, net.view.config.links)) hardTransmit(net, device, each, packet);
  } finally {
    net.depth--;
  }
}

/** dev_hard_start_xmit. */
function hardTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { counters } = device;
  if (net.tapping) net.packetSockets.deliver(net.nowMicros, device, frame, "outgoing");
  switch (device.link.kind.type) {
    case "veth": {
      const peer = device.peer;
      if (!peer) return;
      const length = frameLength(frame);
      if (!peer.up || (length > peer.mtu + ETHERNET_HEADER + VLAN_HEADER && !isSegmented(frame))) {
        counters.txDropped++;
        // NET_XMIT_DROP.
        net.refused = true;
        // ____dev_forward_skb: the one it was not forwarded to counts it as well.
        peer.counters.rxDropped++;
        if (net.tracing) net.drop(device, "transmit", frame, packet, peer.up ? "PKT_TOO_BIG" : "DEV_READY");
        return;
      }
      if (net.tracing) net.emit(device, "transmit", frame, packet, peer.id);
      counters.txPackets++;
      counters.txBytes += length;
      if (net.backlog.push(net.nowMicros, peer.id, scrubbed(frame, device, peer), packet)) {
        peer.counters.rxPackets++;
        peer.counters.rxBytes += length;
      } else if (net.tracing) net.drop(peer, "receive", frame, packet, "CPU_BACKLOG");
      return;
    }
    case "ether":
      countBorn(net, device, frame);
      // Out of the card and into a cable that leads to nobody.
      if (net.tracing) net.emit(device, "transmit", frame, packet);
      counters.txPackets++;
      counters.txBytes += frameLength(frame);
      return;
    case "loopback": {
      // loopback_xmit: eth_type_trans has taken the header off.
      const length = frameLength(frame) - ETHERNET_HEADER;
      if (net.tracing) net.emit(device, "transmit", frame, packet, device.id);
      counters.txPackets++;
      counters.txBytes += length;
      if (net.backlog.push(net.nowMicros, device.id, frame, packet)) {
        counters.rxPackets++;
        counters.rxBytes += length;
      }
      return;
    }
    case "bridge": {
      counters.txPackets++;
      counters.txBytes += frameLength(frame);
      bridgeTransmit(net, device, frame, packet);
      net.refused = false;
      return;
    }
    case "dummy": {
      if (net.tracing) net.emit(device, "transmit", frame, packet);
      counters.txPackets++;
      counters.txBytes += frameLength(frame);
      return;
    }
    default:
      countBorn(net, device, frame);
      TRANSMIT[device.link.kind.type](net, device, frame, packet);
      if (!TELLS.has(device.link.kind.type)) net.refused = false;
  }
}

/** ____dev_forward_skb: what went along with the frame on one side of it is no more; a mark is one namespace's. */
function scrubbed(frame: Frame, { netns }: Device, peer: Device): Frame {
  const { mark } = frame.payload;
  const foreign = mark !== undefined && netns !== peer.netns;
  if (frame.priority === undefined && frame.queue === undefined && frame.type === undefined && !foreign) return frame;
  const { priority: _, queue: __, type: ___, payload, ...rest } = frame;
  if (!foreign) return { ...rest, payload };
  const { mark: ____, ...unmarked } = payload;
  return { ...rest, payload: unmarked };
}

/** What a link on top of another counts when it has given on a frame of so many octets (vlan_dev_hard_start_xmit, macvlan_start_xmit). */
export function countSent(net: Network, { counters }: Device, length: number): void {
  if (net.refused) {
    counters.txDropped++;
    return;
  }
  counters.txPackets++;
  counters.txBytes += length;
}

/**
 * A frame came in by a device (__netif_receive_skb_core).
 *
 * @param below whose frame it is, where somebody below has decided that
 */
export function receive(
  net: Network,
  device: Device,
  given: Frame,
  packet: number,
  below: PacketType = packetType(device, given),
): void {
  let frame = given;
  let type = below;
  if (!device.up) {
    if (net.tracing) net.drop(device, "receive", frame, packet, "DEV_READY");
    return;
  }
  if (device.link.kind.type === "vrf") {
    vrfLoop(net, device, frame, packet);
    return;
  }
  if (net.tapping) net.packetSockets.deliver(net.nowMicros, device, frame, type);
  if (device.link.filters) {
    const left = passesFilters(net, device, "ingress", frame, packet);
    if (!left) return;
    frame = left;
    type = left.type ?? type;
  }
  if (frame.vlan && vlanReceive(net, device, frame, frame.vlan, packet, type)) return;
  if (device.link.uppers) {
    if (macvlanReceive(net, device, frame, packet, type) || ipvlanReceive(net, device, frame, packet)) return;
  }
  if (device.link.bondSlave && bondReceive(net, device, frame, packet, type)) return;
  if (device.port) {
    const bridge = device.master;
    if (bridge) {
      bridgeReceive(net, bridge, device, frame, packet);
      return;
    }
  }
  if (net.tracing) net.emit(device, "receive", frame, packet);
  stackInput(net, device, frame, packet, type);
}

export function packetType(device: Device, frame: Frame): PacketType {
  const { destination, type } = frame;
  if (type) return type;
  if (destination === device.mac) return "host";
  if (destination === BROADCAST_MAC) return "broadcast";
  return isGroupMac(destination) ? "multicast" : "otherhost";
}

/** Hands a frame to the protocol it belongs to. */
export function stackInput(net: Network, device: Device, frame: Frame, packet: number, type: PacketType): void {
  const { vlan } = frame;
  if (vlan) {
    // A tag that no VLAN interface took: VLAN 0 only has a priority to tell, the others are not for this host.
    const inside = untag(frame, vlan);
    const own = vlan.id === 0 ? type : "otherhost";
    if (!inside.vlan) stackInput(net, device, inside, packet, own);
    // What is behind the tag may have a tag of its own where that is of VLAN 0; beyond it no protocol is known.
    else if (vlan.id !== 0 || !vlanReceive(net, device, inside, inside.vlan, packet, type)) {
      if (vlan.id === 0) stackInput(net, device, inside, packet, type);
      else {
        device.counters.rxDropped++;
        if (net.tracing) net.drop(device, "receive", frame, packet, "UNHANDLED_PROTO");
      }
    }
    return;
  }
  const { payload } = frame;
  switch (payload.kind) {
    case "ipv4":
      // What goes over the loopback device was routed when it was sent and is not routed again: whatever its address, it
      // is for this host (RTCF_LOCAL of __mkroute_output).
      if (device.loopback && type !== "otherhost" && !frame.unrouted) {
        countReceivedAgain(device.netns.mib.ip, payload);
        const ip = receivedOptions(net, device, payload, true);
        if (ip) ipv4LocalDeliver(net, device, frame, ip, packet, "host");
      } else ipv4Input(net, device, frame, payload, packet, type);
      return;
    case "arp":
      arpInput(net, device, frame, payload, packet, type);
      return;
    case "ipv6":
      if (device.loopback && type !== "otherhost" && !frame.unrouted && !device.conf.inet6Disabled)
        ipv6LocalDeliver(net, device, frame, payload, packet);
      else ipv6Input(net, device, frame, payload, packet, type);
      return;
    case "mpls":
      mplsInput(net, device, frame, payload, packet, type);
      return;
    case "raw-ethernet":
      // Where a frame has a length in place of a type, LLC has taken it, whether or not anybody is there for it.
      if (payload.etherType > 1500) device.counters.rxDropped++;
      if (net.tracing) net.drop(device, "receive", frame, packet, "UNHANDLED_PROTO");
      return;
  }
}
