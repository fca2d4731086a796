/**
 * What a bridge answers for others (net/bridge/br_arp_nd_proxy.c): ports with proxy_arp are told what its neighbor table and FDB
 * know, and ports with neigh_suppress are not asked for it, nor told of who announces himself. Absent: single VLANs of a port
 * (neigh_vlan_suppress).
 */
import { isIpv4Loopback, isIpv4Multicast, isIpv4Zeronet } from "../address/ipv4.ts";
import { IPV6_ANY } from "../address/ipv6.ts";
import { isGroupMac } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import { IFF } from "../model/link.ts";
import { fdbKey, isValid } from "../model/neighbor.ts";
import type { Arp, Frame, Icmpv6, Ipv6Packet } from "../wire/frame.ts";
import { transmit } from "./device.ts";
import { ndPacket } from "./ndisc.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** A frame that a bridge got by a port, or (undefined) from its own host. */
interface Asked {
  readonly bridge: Device;
  readonly port: Device | undefined;
  readonly frame: Frame;
  /** 0 where VLANs are not filtered. */
  readonly vlan: number;
  readonly packet: number;
}

/**
 * Answers who asks for a neighbor by the port that the question came in by, if the bridge may; true when ports that are to be
 * spared are not to see the frame (proxyarp_replied).
 */
export function answerForOthers(
  net: Network,
  bridge: Device,
  port: Device | undefined,
  frame: Frame,
  vlan: number,
  packet: number,
): boolean {
  const { payload } = frame;
  if (payload.kind === "arp") return answerArp(net, { bridge, port, frame, vlan, packet }, payload);
  if (payload.kind !== "ipv6" || payload.payload.kind !== "icmpv6" || !bridge.ports.suppressing) return false;
  return answerSolicitation(net, { bridge, port, frame, vlan, packet }, payload, payload.payload);
}

/** br_do_proxy_suppress_arp. */
function answerArp(net: Network, asked: Asked, arp: Arp): boolean {
  const { bridge, port, frame, vlan } = asked;
  if (bridge.link.flags & IFF.NOARP) return false;
  const { senderIp, targetIp } = arp;
  if (isIpv4Loopback(targetIp) || isIpv4Multicast(targetIp)) return false;
  const { suppressing } = bridge.ports;
  if (suppressing) {
    if (port?.port?.neighSuppress) return false;
    if (arp.operation === "request" && !isGroupMac(frame.destination)) return false;
    // Who announces itself need not be passed on to where everybody is known.
    if (isIpv4Zeronet(senderIp) || senderIp === targetIp) return true;
  }
  if (arp.operation !== "request") return false;
  const found = lookup(net, bridge, vlan, targetIp);
  if (found === "own") return suppressing;
  if (!found) return false;
  const { mac, behind } = found;
  const replies = port?.port?.proxyArp === true || behind?.proxyArpWifi === true || behind?.neighSuppress === true;
  if (replies) {
    const payload: Arp = {
      kind: "arp",
      operation: "reply",
      senderMac: mac,
      senderIp: targetIp,
      targetMac: arp.senderMac,
      targetIp: senderIp,
    };
    reply(net, asked, { source: mac, destination: arp.senderMac, payload });
  }
  return replies || suppressing;
}

/** br_do_suppress_nd; there are ports to be spared. */
function answerSolicitation(
  net: Network,
  asked: Asked,
  { source, destination, trafficClass }: Ipv6Packet,
  message: Icmpv6,
): boolean {
  const { bridge, port, frame, vlan } = asked;
  if (port?.port?.neighSuppress) return false;
  if (message.type === "neighbor-advertisement" && !message.solicited) return true;
  if (message.type !== "neighbor-solicitation") return false;
  // Duplicate address detection.
  if (source === IPV6_ANY || source === destination) return true;
  const { target } = message;
  const found = lookup(net, bridge, vlan, target);
  if (found === "own") return true;
  if (!found) return false;
  const { mac, neighbor, behind } = found;
  if (behind?.neighSuppress) {
    const payload = ndPacket(target, source, {
      kind: "icmpv6",
      type: "neighbor-advertisement",
      target,
      targetLink: mac,
      router: neighbor.router,
      solicited: true,
      override: true,
    });
    const to = message.sourceLink ?? frame.source;
    reply(net, asked, { source: mac, destination: to, payload: { ...payload, trafficClass } });
  }
  return true;
}

/**
 * Who has an address as the bridge knows it, by its own neighbors or those of the interface of a VLAN, and where that is; "own"
 * for an address of the interface itself.
 */
function lookup(net: Network, bridge: Device, vlan: number, target: IpAddress) {
  const asked =
    vlan === 0 ? bridge : bridge.uppers.find(({ link: { kind } }) => kind.type === "vlan" && kind.id === vlan);
  if (!asked) return undefined;
  if (isOwn(asked, target)) return "own";
  const neighbor = asked.neighbor(target);
  if (!neighbor?.mac || !isValid(neighbor.state)) return undefined;
  const entry = bridge.fdb.get(fdbKey(neighbor.mac, vlan));
  return entry && { neighbor, mac: neighbor.mac, behind: net.device(entry.port)?.port };
}

/** br_is_local_ip, br_is_local_ip6: an address of the interface, or of one that stands on it. */
function isOwn({ link: { inet, inet6 }, uppers, master }: Device, target: IpAddress): boolean {
  const own = typeof target === "number" ? inet : inet6;
  if (own.some(({ local }) => local === target)) return true;
  return uppers.some((upper) => isOwn(upper, target)) || (master !== undefined && isOwn(master, target));
}

/** br_arp_send, br_nd_send: tagged unless its VLAN is the one of untagged frames there; to the bridge's own host it comes in. */
function reply(net: Network, { bridge, port, frame, vlan, packet }: Asked, answer: Frame): void {
  const group = port ? port.port?.vlans : bridge.link.kind.type === "bridge" ? bridge.link.kind.vlans : undefined;
  const tagged = frame.vlan && group?.pvid !== vlan ? { ...answer, vlan: frame.vlan } : answer;
  if (port) transmit(net, port, tagged, packet);
  else net.backlog.push(net.nowMicros, bridge.id, tagged, packet);
}
