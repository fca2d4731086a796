/**
 * Labels put on, changed and taken off (net/mpls/af_mpls.c, mpls_iptunnel.c; RFC 3031, RFC 3443).
 *
 * Same as Linux: which links take labelled packets, times to live, what is lost without a word. Simplified: which of several next
 * hops a packet takes goes by a hash of its own. Absent: what a link counts of labelled packets.
 */
import type { IpAddress } from "../address/prefix.ts";
import { hopTrouble, type MplsEncap, type MplsHop, type MplsRoute } from "../model/mpls.ts";
import type { Frame, Ipv4Packet, Ipv6Packet, MplsLabel, MplsPacket, PacketType } from "../wire/frame.ts";
import { ipv4Length, ipv4SegmentLength, ipv6Length, ipv6SegmentLength } from "../wire/length.ts";
import { MPLS_LABEL } from "../wire/mpls.ts";
import { transmit } from "./device.ts";
import { neighborOutput } from "./neighbor.ts";
import type { Network } from "./network.ts";
import type { OutputRoute } from "./route-output.ts";
import type { Device, Namespace } from "./view.ts";

const DEFAULT_TTL = 255;
/** MPLS_LABEL_IPV4NULL and MPLS_LABEL_IPV6NULL. */
const [IPV4_NULL, IPV6_NULL] = [0, 2];

function setting({ config }: Namespace, name: string, usual: number): number {
  return Number(config.sysctls[`mpls.${name}`] ?? usual);
}

/** The labels that a route puts on what this host sends by it. */
export function encapOf({ route, device, nextHop }: OutputRoute & { ok: true }): MplsEncap | undefined {
  if (!route?.nextHops.some((hop) => hop.encap)) return undefined;
  const own = route.nextHops.find(({ link, via }) => link === device.id && (via === undefined || via === nextHop));
  return own?.encap;
}

/** mpls_xmit: a packet is sent with labels on. */
export function sendLabelled(
  net: Network,
  device: Device,
  nextHop: IpAddress,
  { labels, ttl: given }: MplsEncap,
  ip: Ipv4Packet | Ipv6Packet,
  packet: number,
): void {
  const own = ip.kind === "ipv4" ? ip.ttl : ip.hopLimit;
  const propagates = setting(device.netns, "ip_ttl_propagate", 1) !== 0;
  const ttl = given || (given === undefined && !propagates ? setting(device.netns, "default_ttl", DEFAULT_TTL) : own);
  const stack = labels.map((label): MplsLabel => ({ label, trafficClass: 0, ttl }));
  if (!isOutputPossible(device) || isTooLong(ip, device.mtu - MPLS_LABEL * stack.length)) return;
  const { mark } = ip;
  neighborOutput(net, device, nextHop, { kind: "mpls", labels: stack, payload: ip, ...(mark && { mark }) }, packet);
}

/** mpls_output_possible. */
function isOutputPossible({ up, link }: Device): boolean {
  return up && link.carrier;
}

/** mpls_pkt_too_big. */
function isTooLong(ip: Ipv4Packet | Ipv6Packet, mtu: number): boolean {
  const [length, segment] =
    ip.kind === "ipv4" ? [ipv4Length(ip), ipv4SegmentLength(ip)] : [ipv6Length(ip), ipv6SegmentLength(ip)];
  return length > mtu && segment > mtu;
}

/** mpls_forward: a labelled packet came in. */
export function mplsInput(
  net: Network,
  device: Device,
  frame: Frame,
  mpls: MplsPacket,
  packet: number,
  type: PacketType,
): void {
  const lose = () => {
    if (net.tracing) net.drop(device, "forward", frame, packet, "NOT_SPECIFIED");
  };
  const [top, ...below] = mpls.labels;
  if (!device.link.mplsInput || type !== "host" || !top) return lose();
  const { netns } = device;
  const route = routeOf(netns, top.label);
  const hop = route && chooseHop(net, route.hops, mpls);
  const out = hop && net.device(hop.link);
  if (!route || !hop || !out || top.ttl <= 1 || !isOutputPossible(out)) return lose();
  const ttl = top.ttl - 1;
  const pushed = hop.labels.map((label): MplsLabel => ({ label, trafficClass: 0, ttl }));
  const labels = [...pushed, ...below];
  if (isTooLong(mpls.payload, out.mtu - MPLS_LABEL * labels.length)) return lose();
  const propagates = route.ttlPropagate ?? setting(netns, "ip_ttl_propagate", 1) !== 0;
  const payload = labels.length > 0 ? { ...mpls, labels } : uncovered(mpls.payload, ttl, propagates);
  if (net.tracing) net.emit(device, "forward", frame, packet, out.id);
  if (hop.via && hop.via.family !== "link") neighborOutput(net, out, hop.via.host, payload, packet);
  else
    transmit(
      net,
      out,
      { source: out.mac, destination: hop.via?.host ?? out.mac, payload, ...(out.loopback && { unrouted: true }) },
      packet,
    );
}

/** mpls_route_input_rcu; explicit NULL labels are for this host (resize_platform_label_table). */
function routeOf(netns: Namespace, label: number): Pick<MplsRoute, "hops" | "ttlPropagate"> | undefined {
  const nothing = label === IPV4_NULL || label === IPV6_NULL;
  if (nothing && label < setting(netns, "platform_labels", 0) && netns.loopback)
    return { hops: [{ labels: [], link: netns.loopback.id }] };
  return netns.config.mplsRoutes?.find((each) => each.label === label);
}

/** mpls_egress: the last label is gone. */
function uncovered(ip: Ipv4Packet | Ipv6Packet, ttl: number, propagates: boolean): Ipv4Packet | Ipv6Packet {
  if (ip.kind === "ipv4") return { ...ip, ttl: propagates ? ttl : Math.max(0, ip.ttl - 1) };
  return { ...ip, hopLimit: propagates ? ttl : Math.max(0, ip.hopLimit - 1) };
}

/** mpls_select_multipath. */
function chooseHop(net: Network, hops: readonly MplsHop[], { labels, payload }: MplsPacket): MplsHop | undefined {
  const alive = hops.filter(({ link }) => hopTrouble(net.device(link)?.link).length === 0);
  if (hops.length <= 1 || alive.length <= 1) return alive[0];
  let hash = 0;
  for (const char of `${labels.map(({ label }) => label).join()} ${payload.source} ${payload.destination}`)
    hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  return alive[hash % alive.length];
}
