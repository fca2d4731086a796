/**
 * What a bridge answers for others (br_do_proxy_suppress_arp of net/bridge/br_arp_nd_proxy.c): ports with proxy_arp are
 * told what its neighbor table and FDB know, and ports with neigh_suppress are not asked for it. Absent: the same of IPv6
 * neighbor discovery.
 */
import { isIpv4Loopback, isIpv4Multicast, isIpv4Zeronet } from "../address/ipv4.ts";
import { isGroupMac } from "../address/mac.ts";
import { IFF } from "../model/link.ts";
import { type FdbEntry, fdbKey } from "../model/neighbor.ts";
import type { Arp, Frame } from "../wire/frame.ts";
import { transmit } from "./device.ts";
import type { Network } from "./network.ts";
import type { Device } from "./view.ts";

/** NUD_VALID. */
const VALID: ReadonlySet<string> = new Set(["PERMANENT", "NOARP", "REACHABLE", "PROBE", "STALE", "DELAY"]);

/**
 * Answers a request by the port that it came in by, if the bridge may; true when ports that are to be spared are not to see
 * the frame.
 */
export function answerArp(
  net: Network,
  bridge: Device,
  port: Device | undefined,
  frame: Frame,
  arp: Arp,
  vlan: number,
  packet: number,
): boolean {
  if (bridge.link.flags & IFF.NOARP) return false;
  const { senderIp, targetIp } = arp;
  if (isIpv4Loopback(targetIp) || isIpv4Multicast(targetIp)) return false;
  let suppressing = false;
  let proxying = port?.port?.proxyArp === true;
  for (const each of bridge.ports) {
    if (each.port?.neighSuppress) suppressing = true;
    if (each.port?.proxyArpWifi) proxying = true;
  }
  if (!suppressing && !proxying) return false;
  if (suppressing) {
    if (port?.port?.neighSuppress) return false;
    if (arp.operation === "request" && !isGroupMac(frame.destination)) return false;
    // Who announces itself need not be passed on to where everybody is known.
    if (isIpv4Zeronet(senderIp) || senderIp === targetIp) return true;
  }
  if (arp.operation !== "request") return false;
  const asked =
    vlan === 0 ? bridge : bridge.uppers.find(({ link: { kind } }) => kind.type === "vlan" && kind.id === vlan);
  if (!asked) return false;
  if (suppressing && asked.link.inet.some(({ local }) => local === targetIp)) return true;
  const neighbor = asked.neighbor(targetIp);
  if (!neighbor?.mac || !VALID.has(neighbor.state)) return false;
  const entry: FdbEntry | undefined = bridge.fdb.get(fdbKey(neighbor.mac, vlan));
  if (!entry) return false;
  const behind = net.device(entry.port)?.port;
  const replies = port?.port?.proxyArp === true || behind?.proxyArpWifi === true || behind?.neighSuppress === true;
  if (replies && port) {
    const reply: Arp = {
      kind: "arp",
      operation: "reply",
      senderMac: neighbor.mac,
      senderIp: targetIp,
      targetMac: arp.senderMac,
      targetIp: senderIp,
    };
    const answer: Frame = { source: neighbor.mac, destination: arp.senderMac, payload: reply };
    transmit(
      net,
      port,
      frame.vlan && !port.port?.vlans.entries[vlan]?.untagged ? { ...answer, vlan: frame.vlan } : answer,
      packet,
    );
  }
  return replies || suppressing;
}
