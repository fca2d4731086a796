/**
 * Neighbor discovery (net/ipv6/ndisc.c; RFC 4861 section 7, RFC 4862 section 5.4).
 *
 * Same as Linux: whom it answers, what it learns, duplicate addresses heard of, the source of solicitations.
 * Beside it: router-discovery.ts, redirect6.ts.
 */
import {
  IPV6_ALL_NODES,
  IPV6_ANY,
  type Ipv6,
  ipv6Network,
  isIpv6LinkLocal,
  isIpv6Multicast,
  solicitedNode,
} from "../address/ipv6.ts";
import type { Mac } from "../address/mac.ts";
import type { Inet6Address } from "../model/address.ts";
import type { LinkId } from "../model/id.ts";
import { isAddressedByEnds } from "../model/link.ts";
import type { Neighbor } from "../model/neighbor.ts";
import type { Frame, Icmpv6, Ipv6Packet } from "../wire/frame.ts";
import { countSentPacket } from "./count.ts";
import { transmit } from "./device.ts";
import { lookupRoute } from "./fib.ts";
import { countKernelsOwn6, multicast6 } from "./ipv6.ts";
import { createNeighbor, lastWaiting, neighborOutput, updateNeighbor } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { ownerOf6 } from "./own-address6.ts";
import { selectSource6 } from "./source.ts";
import type { Device } from "./view.ts";

/** Nothing that crossed a router is believed (RFC 4861 section 7.1). */
const HOP_LIMIT = 255;

type Solicitation = Extract<Icmpv6, { type: "neighbor-solicitation" }>;
type Advertisement = Extract<Icmpv6, { type: "neighbor-advertisement" }>;

/** A packet of neighbor discovery. */
export function ndPacket(source: Ipv6, destination: Ipv6, payload: Icmpv6): Ipv6Packet {
  return { kind: "ipv6", source, destination, hopLimit: HOP_LIMIT, trafficClass: 0, flowLabel: 0, payload };
}

/**
 * The link-local address a device speaks from; undefined while there is none that is not tentative. The oldest of several:
 * __ipv6_get_lladdr goes from the end of the list, which younger ones are put in front of.
 */
export function linkLocalOf(device: Device): Ipv6 | undefined {
  return device.link.inet6.findLast((address) => isIpv6LinkLocal(address.local) && !address.tentative)?.local;
}

/** ndisc_send_skb: a message of neighbor discovery, to a group or to a neighbor. */
export function sendOwn6(net: Network, device: Device, payload: Ipv6Packet, packet: number): void {
  const { destination } = payload;
  countKernelsOwn6(device, payload);
  if (isIpv6Multicast(destination)) multicast6(net, device, payload, packet);
  else {
    countSentPacket(device.mib6.ip, payload);
    neighborOutput(net, device, destination, payload, packet);
  }
}

/** Written out, so that all have one hidden class. */
export function solicitation(target: Ipv6, sourceLink: Mac | undefined, nonce: Uint8Array | undefined): Solicitation {
  return { kind: "icmpv6", type: "neighbor-solicitation", target, sourceLink, nonce };
}

/** ndisc_solicit. */
export function neighborSolicit(
  net: Network,
  device: Device,
  neighbor: Neighbor,
  target: Ipv6,
  mac: Mac | undefined,
): void {
  const waits = lastWaiting(neighbor)?.payload;
  const asked = waits?.kind === "ipv6" ? waits.source : undefined;
  const mine = asked !== undefined && ownerOf6(device.netns, asked as Ipv6, { device, strict: true });
  const source = mine ? (asked as Ipv6) : linkLocalOf(device);
  if (source === undefined) return;
  const message = solicitation(target, device.mac, undefined);
  const packet = net.nextPacket();
  if (mac !== undefined) {
    const payload = ndPacket(source, target, message);
    countKernelsOwn6(device, payload);
    countSentPacket(device.mib6.ip, payload);
    transmit(net, device, { source: device.mac, destination: mac, payload }, packet);
    return;
  }
  sendOwn6(net, device, ndPacket(source, solicitedNode(target), message), packet);
}

/** Probes for duplicates of an address of ours: from nobody, with a nonce to know our own voice by. */
export function sendDadProbe(net: Network, device: Device, target: Ipv6, nonce: Uint8Array | undefined): void {
  const message = solicitation(target, undefined, nonce);
  sendOwn6(net, device, ndPacket(IPV6_ANY, solicitedNode(target), message), net.nextPacket());
}

/** ipv6_chk_acast_addr: a router answers for the anycast addresses of its subnets. */
function isAnycast(net: Network, device: Device, target: Ipv6): boolean {
  const found = lookupRoute(net.view.config, device.netns.id, { destination: target, iif: device.id });
  return found.kind === "route" && found.route.type === "anycast" && found.nextHop.link === device.id;
}

/** Whom a host answers for. pndisc_is_router: with proxy_ndp those of `ip neigh add proxy`, too. */
function answersFor(net: Network, device: Device, target: Ipv6): boolean {
  if (isAnycast(net, device, target)) return true;
  if (!device.conf.forwarding6 || !device.conf.proxyNdp) return false;
  return net.world.runtime.proxies.get(device.id)?.has(target) ?? false;
}

/** ndisc_recv_ns. */
export function neighborSolicited(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv6Packet,
  message: Solicitation,
  packet: number,
  waited = false,
): void {
  const refuse = () => {
    if (net.tracing) net.drop(device, "ndp", frame, packet, "NOT_SPECIFIED");
  };
  if (ip.hopLimit !== HOP_LIMIT || isIpv6Multicast(message.target)) return refuse();
  const { target } = message;
  const probe = ip.source === IPV6_ANY;
  const asGroup = isIpv6Multicast(ip.destination);
  const [owner, address] = ownAddress(device, target);
  if (!address) {
    if (!answersFor(net, device, target)) return refuse();
    // Who answers for others lets the others be first (RFC 4861 section 7.2.7), and looks at all of it again then.
    const { proxyDelay, proxyQueue } = device.conf.neighbor6;
    if (!waited && asGroup && proxyDelay !== 0) {
      const again = () => neighborSolicited(net, device, frame, ip, message, packet, true);
      if (!net.proxyQueue.add(net, device, proxyDelay, proxyQueue, again)) refuse();
      return;
    }
  }
  if (address?.tentative) {
    // Two hosts that probe for the same address both give it up. Who asks from an address of its own must wait.
    const own = net.dadNonces.get(device.id, target);
    // Our own voice that comes back, as from a port in hairpin mode, is nobody else's.
    const echo =
      own !== undefined && message.nonce !== undefined && own.every((octet, at) => octet === message.nonce?.[at]);
    if (probe && !echo) duplicate(net, device, target);
    return;
  }
  const router =
    address || isAnycast(net, device, target)
      ? owner.conf.forwarding6
      : (net.world.runtime.proxies.get(device.id)?.get(target)?.router ?? false);
  if (net.tracing) net.report(device, "ndp", frame, packet, { kind: "deliver" });
  if (probe) {
    const said = { target, router, solicited: false, override: address !== undefined, withLink: true };
    advertise(net, device, IPV6_ALL_NODES, said, packet);
    return;
  }
  const byEnds = isAddressedByEnds(device.link);
  const neighbor =
    device.neighbor(ip.source) ??
    (!asGroup || message.sourceLink !== undefined || byEnds ? createNeighbor(net, device, ip.source) : undefined);
  if (neighbor)
    updateNeighbor(net, device, neighbor, message.sourceLink, "STALE", { override: true, weakOverride: true });
  else if (!byEnds) return;
  // RFC 4861 section 7.2.8: who answers for another does not override what is known; nor does who was asked alone.
  const said = { target, router, solicited: true, override: address !== undefined && asGroup, withLink: asGroup };
  advertise(net, device, ip.source, said, packet);
}

/** The device's own address, or that of the VRF it is a port of, and whose it is. */
function ownAddress(device: Device, target: Ipv6): readonly [Device, Inet6Address | undefined] {
  const find = ({ link }: Device) => link.inet6.find(({ local }) => local === target);
  const own = find(device);
  const { l3master } = device;
  return own || !l3master ? [device, own] : [l3master, find(l3master)];
}

/** ndisc_send_unsol_na: all hear of each address anew, or of one (addrconf_dad_completed). */
export function announceAddresses6(net: Network, link: LinkId, only: Ipv6 | "inet6" | "peers"): void {
  const device = net.device(link);
  if (!device?.up) return;
  for (const { local, tentative } of device.link.inet6)
    if (!tentative && (only === "inet6" || only === "peers" || local === only))
      advertise(net, device, IPV6_ALL_NODES, ownWord(device, local), net.nextPacket());
}

/** What a host says of an address of its own when nobody asked. */
function ownWord({ conf }: Device, target: Ipv6): Word {
  return { target, router: conf.forwarding6, solicited: false, override: true, withLink: true };
}

/** What an advertisement says. */
interface Word extends Pick<Advertisement, "target" | "router" | "solicited" | "override"> {
  readonly withLink: boolean;
}

/** ndisc_send_na: from the address it speaks of, or, of somebody else's, from the best of its own; where there is none, nothing. */
function advertise(net: Network, device: Device, destination: Ipv6, word: Word, packet: number): void {
  const { target, router, solicited, override, withLink } = word;
  const own = device.link.inet6.some(({ local }) => local === target);
  const source = own ? target : selectSource6(net.view.config, device.netns.id, device.id, destination);
  if (source === undefined) return;
  const told = withLink || (own && device.conf.forceTargetLink);
  const targetLink = told && !isAddressedByEnds(device.link) ? device.mac : undefined;
  const message: Advertisement = {
    kind: "icmpv6",
    type: "neighbor-advertisement",
    target,
    targetLink,
    router,
    solicited,
    override,
  };
  sendOwn6(net, device, ndPacket(source, destination, message), packet);
}

/** ndisc_recv_na. */
export function neighborAdvertised(net: Network, device: Device, ip: Ipv6Packet, message: Advertisement): void {
  if (ip.hopLimit !== HOP_LIMIT || isIpv6Multicast(message.target)) return;
  if (isIpv6Multicast(ip.destination) && message.solicited) return;
  if (!message.solicited && device.conf.dropUnsolicitedNa) return;
  const mine = device.link.inet6.find((address) => address.local === message.target);
  if (mine) {
    if (mine.tentative) duplicate(net, device, message.target);
    return;
  }
  const known = device.neighbor(message.target);
  // RFC 9131: a router may learn of who advertises itself.
  const learns = message.targetLink !== undefined && device.conf.forwarding6 && acceptsUntracked(device, ip.source);
  if (known ? known.state === "FAILED" : !learns) return;
  const neighbor = known ?? createNeighbor(net, device, message.target);
  const wasRouter = neighbor.router;
  updateNeighbor(net, device, neighbor, message.targetLink, known && message.solicited ? "REACHABLE" : "STALE", {
    override: message.override,
    weakOverride: true,
    router: message.router,
  });
  if (wasRouter && !neighbor.router) net.event({ kind: "routerIsHost", netns: device.netns.id, router: ip.source });
}

/** accept_untracked_na: never, always, or of who is in a prefix of the device's own (ipv6_chk_prefix). */
function acceptsUntracked({ conf, link }: Device, source: Ipv6): boolean {
  if (conf.acceptUntrackedNa < 2) return conf.acceptUntrackedNa === 1;
  return link.inet6.some(
    ({ local, prefixLength }) => ipv6Network(source, prefixLength) === ipv6Network(local, prefixLength),
  );
}

function duplicate(net: Network, device: Device, address: Ipv6): void {
  net.event({ kind: "dadFailed", link: device.id, address });
}
