/**
 * VXLAN at work (vxlan_xmit, vxlan_rcv and vxlan_snoop of drivers/net/vxlan/vxlan_core.c; RFC 7348).
 *
 * Same as Linux: who gets a frame by the forwarding database, the default destination for the rest, learning from what
 * comes in and what is not learned anew, time to live and type of service, the namespace packets leave from, loops.
 * Simplified: the source port is a hash of its own; a checksum is always sent.
 */
import { IPV4_LOOPBACK, type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import { IPV6_LOOPBACK, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import { isGroupMac, isValidUnicastMac, ZERO_MAC } from "../address/mac.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { LinkId, NetnsId, SocketId } from "../model/id.ts";
import { jiffiesAt } from "../model/jiffies.ts";
import type { Vxlan } from "../model/link.ts";
import { type FdbEntry, type VxlanRemote, vxlanKey } from "../model/neighbor.ts";
import type { Nexthop } from "../model/nexthop.ts";
import { type VniCounters, vniCounters } from "../model/runtime.ts";
import { awaitAge } from "../operation/vxlan-fdb.ts";
import { hasNetwork } from "../operation/vxlan-group.ts";
import type { Frame, Ipv4Packet, Ipv6Packet, Udp } from "../wire/frame.ts";
import { ETHERNET_HEADER, frameLength, isSegmented } from "../wire/length.ts";
import { summedFrame } from "../wire/summed.ts";
import { emitVxlan, parseVxlan } from "../wire/vxlan.ts";
import { transportOf } from "./fib-rule.ts";
import { hopLimit4Of, nextIpId, uncutOutput4 } from "./ipv4.ts";
import { flowLabel, hopLimitOf, uncutOutput } from "./ipv6.ts";
import type { Network } from "./network.ts";
import { mtuLocked, pathMtu } from "./path-mtu.ts";
import { ownsAddress4, routeOutput4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import { counted, tosOf, withCongestion, withEcnOf } from "./tunnel-device.ts";
import type { UdpSocket } from "./udp-socket.ts";
import type { Device } from "./view.ts";
import { tooLargeReply, VXLAN_HEADROOM, VXLAN6_HEADROOM } from "./vxlan-mtu.ts";
import { answerForOthers, tellMiss } from "./vxlan-proxy.ts";

/** net.ipv4.ip_local_port_range, which udp_flow_src_port falls back to. */
const PORTS = [32_768, 60_999] as const;

/** IP_TUNNEL_RECURSION_LIMIT: a tunnel counts as one more device that sends. */
const DEEPEST = 5;

/** vxlan_xmit: to each other end that the database knows for the address, or to the default ones. */
export function vxlanTransmit(net: Network, device: Device, frame: Frame, packet: number): void {
  const { kind } = device.link;
  if (kind.type !== "vxlan") return;
  if (kind.proxy && answerForOthers(net, device, kind, frame, packet)) return;
  const vni = kind.external ? frame.tunnel : kind.id;
  if (vni === undefined) {
    // What has no tunnel beside it goes nowhere, and is not counted.
    if (net.tracing) net.drop(device, "transmit", frame, packet, "TUNNEL_TXINFO");
    return;
  }
  const entry = device.fdb.get(vxlanKey(kind, frame.destination, vni)) ?? device.fdb.get(vxlanKey(kind, ZERO_MAC, vni));
  if (!entry?.remotes) {
    if (kind.l2miss && !isGroupMac(frame.destination)) tellMiss(net, device, { mac: frame.destination });
    device.counters.txDropped++;
    countVni(net, device, vni, "txDrops");
    if (net.tracing) net.drop(device, "transmit", frame, packet, "NO_TX_TARGET");
    return;
  }
  entry.usedMicros = net.nowMicros;
  if (entry.nhid !== undefined) {
    const remote = endOfGroup(net, kind, entry.nhid, frame);
    if (remote) encapsulate(net, device, kind, remote, vni, frame, packet);
    else drop(net, device, vni, frame, packet);
    return;
  }
  // The first gets the frame itself, after the others got copies.
  const [first, ...others] = entry.remotes;
  for (const remote of others) encapsulate(net, device, kind, remote, vni, frame, packet);
  if (first) encapsulate(net, device, kind, first, vni, frame, packet);
}

/** vxlan_fdb_nh_path_select: the end that a group of nexthops has for a flow. Undefined: the nexthop names none. */
function endOfGroup(net: Network, { home }: Vxlan, nhid: number, frame: Frame): VxlanRemote | undefined {
  const nexthops = net.view.findNamespace(home)?.config.nexthops;
  const nexthop = nexthops?.get(nhid);
  if (!nexthops || !nexthop) return undefined;
  const member = memberOf(net, home, nexthop, flowHash(frame));
  const address = member === undefined ? undefined : nexthops.get(member)?.hop?.via;
  return address === undefined ? undefined : { address };
}

/** nexthop_select_path: by the weights, or by the bucket that is used from now on. */
function memberOf(net: Network, netns: NetnsId, { id, group, resilient }: Nexthop, hash: number): number | undefined {
  if (resilient) {
    const bucket = hash % resilient.buckets.length;
    const used = net.view.runtime.buckets.get(netns)?.get(id)?.used;
    if (used) used[bucket] = jiffiesAt(net.nowMicros);
    return resilient.buckets[bucket];
  }
  let point = hash % group.reduce((sum, { weight }) => sum + weight, 0);
  for (const { id: member, weight } of group) {
    point -= weight;
    if (point < 0) return member;
  }
  return undefined;
}

/** skb_get_hash: the same for all that goes between the same two ends. */
function flowHash({ source, destination, payload }: Frame): number {
  const ends: (string | number | undefined)[] = [source, destination];
  if (payload.kind === "ipv4" || payload.kind === "ipv6") {
    const { protocol, sourcePort, destinationPort } = transportOf(payload.payload);
    ends.splice(0, 2, payload.source, payload.destination, protocol, sourcePort, destinationPort);
  }
  let hash = 0x811c9dc5;
  for (const letter of ends.join(" ")) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 1;
}

function lose(net: Network, device: Device, frame: Frame, packet: number): void {
  device.counters.txErrors++;
  if (net.tracing) net.drop(device, "transmit", frame, packet, "TUNNEL_TXINFO");
}

/** udp_flow_src_port: the same for all frames between the same two. */
function sourcePort({ sourcePorts: [least, most] }: Vxlan, { source, destination, payload }: Frame): number {
  const [low, high] = most > least ? [least, most] : PORTS;
  let hash = 0;
  const ends = `${source}${destination}${payload.kind}`;
  for (let i = 0; i < ends.length; i++) hash = (Math.imul(hash, 31) + ends.charCodeAt(i)) >>> 0;
  return low + (hash % (high - low + 1));
}

function ttlOf({ payload }: Frame): number {
  return payload.kind === "ipv4" ? payload.ttl : payload.kind === "ipv6" ? payload.hopLimit : 0;
}

function outerTos(kind: Vxlan, frame: Frame): number {
  const inner = tosOf(frame);
  return withEcnOf(kind.tos === 1 ? inner : kind.tos, inner);
}

/** vxlan_xmit_one. */
function encapsulate(
  net: Network,
  device: Device,
  kind: Vxlan,
  to: VxlanRemote,
  network: number,
  given: Frame,
  packet: number,
): void {
  const { tunnel: _, ...frame } = given;
  const vni = to.vni || network;
  const home = net.view.findNamespace(kind.home);
  if (!home) {
    lose(net, device, frame, packet);
    return;
  }
  const { address } = to;
  if (address === 0 || address === "::") {
    drop(net, device, vni, frame, packet);
    return;
  }
  const group = typeof address === "number" ? isIpv4Multicast(address) : isIpv6Multicast(address);
  const ttl = kind.ttl === "inherit" ? ttlOf(frame) : kind.ttl || (group ? 1 : 0);
  const tos = outerTos(kind, frame);
  const out = to.link ?? kind.over;
  const over = out === undefined ? undefined : net.device(out as LinkId);
  const payload: Udp = {
    kind: "udp",
    sourcePort: sourcePort(kind, frame),
    destinationPort: to.port ?? kind.port,
    data: emitVxlan(vni, frame),
    ...outerSum(kind, address, vni, frame),
    ...carriedBy(frame),
  };
  const send = sender(net, device, kind, address, over, ttl, tos, payload, frame, packet);
  if (send === "unreachable" || send === "circular") {
    lose(net, device, frame, packet);
    countVni(net, device, vni, "txErrors");
    if (send === "circular") device.counters.collisions++;
    else device.counters.txCarrier++;
    return;
  }
  if (send === "local") {
    const end = endHere(net, kind, to, vni, address);
    if (end) bypass(net, device, end, frame, packet, vni, true);
    else {
      lose(net, device, frame, packet);
      countVni(net, device, vni, "txErrors");
    }
    return;
  }
  const instead = tooLargeReply(net, device, frame, send.mtu);
  if (instead) {
    bypass(net, device, device, instead, packet, vni);
    return;
  }
  if (net.tracing) net.emit(device, "transmit", frame, packet, send.by.id);
  countVni(net, device, vni, "txPackets", frameLength(frame));
  if (net.depth > DEEPEST) {
    lose(net, device, frame, packet);
    return;
  }
  net.depth++;
  try {
    counted(net, device, frame, send.unsent, send.go);
  } finally {
    net.depth--;
  }
}

/** What has nowhere to go. */
function drop(net: Network, device: Device, vni: number, frame: Frame, packet: number): void {
  device.counters.txDropped++;
  countVni(net, device, vni, "txDrops");
  if (net.tracing) net.drop(device, "transmit", frame, packet, "TUNNEL_TXINFO");
}

/** SKB_GSO_UDP_TUNNEL: what stands for several segments is carried as such, and cut as they are. */
function carriedBy({ payload }: Frame): Pick<Udp, "carried"> {
  const tcp = payload.kind === "ipv4" || payload.kind === "ipv6" ? payload.payload : undefined;
  if (tcp?.kind !== "tcp" || tcp.segment === undefined) return {};
  return { carried: { segment: tcp.segment, excess: Math.max(0, tcp.data.length - tcp.segment) } };
}

/** What was carried stands for as many segments as before. */
function uncarried(frame: Frame, { carried }: Udp): Frame {
  const { payload } = frame;
  if (!carried || (payload.kind !== "ipv4" && payload.kind !== "ipv6") || payload.payload.kind !== "tcp") return frame;
  return {
    ...frame,
    payload: { ...payload, payload: { ...payload.payload, segment: carried.segment } } as typeof payload,
  };
}

/** udp_set_csum, udp6_set_csum: a datagram around one whose sum is left to the device has a sum as if that were there. */
function outerSum(kind: Vxlan, to: IpAddress, vni: number, frame: Frame): Partial<Udp> {
  if (typeof to === "number" ? !kind.udpCsum : kind.zeroCsum6Tx) return { noChecksum: true };
  const inner = isSegmented(frame) ? frame : summedFrame(frame);
  return inner === frame ? { partialChecksum: true } : { summedData: emitVxlan(vni, inner) };
}

/** vxlan_find_vni: the interface that is the other end where that is this host itself (encap_bypass_if_local). */
function endHere(net: Network, kind: Vxlan, to: VxlanRemote, vni: number, address: IpAddress): Device | undefined {
  // vxlan_find_sock asks for a socket that is bound to the device to send by, as none is.
  if (to.link !== undefined) return undefined;
  for (const id of net.view.tunnels) {
    const device = net.device(id);
    const other = device?.link.kind;
    if (!device?.up || other?.type !== "vxlan" || other.home !== kind.home) continue;
    if (other.port !== (to.port ?? kind.port) || !takes(other, vni)) continue;
    if (other.external || typeof (other.remote ?? other.local ?? 0) === typeof address) return device;
  }
  return undefined;
}

/** vxlan_vs_find_vni: an interface of all networks takes what is of any. */
function takes(kind: Vxlan, vni: number): boolean {
  return kind.external && !kind.vnis ? true : hasNetwork(kind, vni);
}

/** vxlan_vnifilter_count, for an interface that has some networks alone. */
function countVni(net: Network, { id, link }: Device, vni: number, what: keyof VniCounters, bytes = 0): void {
  if (link.kind.type !== "vxlan" || !link.kind.vnis || !hasNetwork(link.kind, vni)) return;
  const counters = vniCounters(net.world.runtime, id, vni);
  counters[what]++;
  if (what === "rxPackets") counters.rxBytes += bytes;
  else if (what === "txPackets") counters.txBytes += bytes;
}

/** vxlan_encap_bypass: a frame comes in by an interface of this host at once; `snoop` learns that its sender is here. */
function bypass(
  net: Network,
  from: Device,
  to: Device,
  frame: Frame,
  packet: number,
  vni: number,
  snoop = false,
): void {
  const { kind } = to.link;
  if (snoop && kind.type === "vxlan" && kind.learning)
    learn(net, to, kind, { address: kind.family === "inet" ? IPV4_LOOPBACK : IPV6_LOOPBACK }, frame, vni);
  const length = frameLength(frame);
  from.counters.txPackets++;
  from.counters.txBytes += length;
  countVni(net, from, vni, "txPackets", length);
  // Whoever it is for, it comes to this host.
  if (!net.backlog.push(net.nowMicros, to.id, { ...frame, type: "host" }, packet)) return;
  to.counters.rxPackets++;
  to.counters.rxBytes += length;
  countVni(net, to, vni, "rxPackets", length);
}

/** A way to an other end: `go` answers whether it was sent, and `unsent` is where it counts when it was not. */
interface Way {
  readonly by: Device;
  readonly mtu: number;
  readonly unsent: "txDropped" | "txErrors";
  readonly go: () => boolean;
}

/** What goes to a group does not come back to this host: not from within a device's own sending (sk_mc_loop). */
function sender(
  net: Network,
  device: Device,
  kind: Vxlan,
  address: IpAddress,
  over: Device | undefined,
  ttl: number,
  tos: number,
  payload: Udp,
  frame: Frame,
  packet: number,
): Way | "local" | "unreachable" | "circular" {
  const home = net.view.namespace(kind.home);
  if (typeof address === "number") {
    const wanted = typeof kind.local === "number" ? kind.local : undefined;
    if (wanted && !ownsAddress4(home, wanted)) return "unreachable";
    const route = routeOutput4(home, { destination: address, source: wanted, device: over, tos: tos & ~3 });
    if (!route.ok) return "unreachable";
    if (route.device === device) return "circular";
    // __mkroute_output: all that goes by lo is local; encap_bypass_if_local lets groups and broadcasts go out by it.
    if (route.type === "local" || (route.type === "unicast" && route.device.loopback)) return "local";
    // Without any address to choose from it is 0.0.0.0.
    const source = wanted ?? route.source ?? 0;
    if (typeof source !== "number") return "unreachable";
    const inner = frame.payload.kind === "ipv6" || (frame.payload.kind === "ipv4" && frame.payload.dontFragment);
    const ip: Ipv4Packet = {
      kind: "ipv4",
      source: source as Ipv4,
      destination: address,
      ttl: ttl || hopLimit4Of(route),
      tos,
      id: nextIpId(net, route.device),
      dontFragment: (kind.df === 1 || (kind.df === 2 && inner)) && !mtuLocked(net, route, address),
      moreFragments: false,
      fragmentOffset: 0,
      payload,
    };
    const mtu = pathMtu(net, route, address) - VXLAN_HEADROOM;
    const go = () => uncutOutput4(net, { ...route, deaf: true }, ip, packet);
    return { by: route.device, mtu, unsent: "txDropped", go };
  }
  const wanted = typeof kind.local === "string" ? kind.local : undefined;
  const route = routeOutput6(home, { destination: address, source: wanted, device: over });
  if (!route.ok) return "unreachable";
  if (route.device === device) return "circular";
  if (route.type === "local") return "local";
  const source = wanted ?? route.source;
  if (typeof source !== "string") return "unreachable";
  const ip: Ipv6Packet = {
    kind: "ipv6",
    source,
    destination: address,
    hopLimit: ttl || hopLimitOf(route),
    trafficClass: tos,
    flowLabel: kind.label || flowLabel(route.device.netns, source, address, "udp"),
    payload,
  };
  const mtu = pathMtu(net, route, address) - VXLAN6_HEADROOM;
  const go = () => uncutOutput(net, { ...route, deaf: true }, ip, packet);
  return { by: route.device, mtu, unsent: "txErrors", go };
}

/** vxlan_err_lookup: an error is about what an interface sent, of which no program hears. */
export function isFromVxlan(net: Network, netns: NetnsId, { destinationPort, data }: Udp): boolean {
  const sent = parseVxlan(data);
  if (!sent) return false;
  for (const id of net.view.tunnels) {
    const device = net.device(id);
    const kind = device?.link.kind;
    if (!device?.up || kind?.type !== "vxlan" || kind.home !== netns) continue;
    if (kind.port === destinationPort && takes(kind, sent.vni)) return true;
  }
  return false;
}

/** Above the numbers that sockets of programs have. */
const KERNEL_SOCKETS = 1_000_000;

/** vxlan_sock_add: the kernel's own sockets in a namespace, one for each port that an interface from there, which is up, uses. */
export function vxlanSockets(net: Network, netns: NetnsId): readonly UdpSocket[] {
  const sockets: UdpSocket[] = [];
  for (const id of net.view.tunnels) {
    const device = net.device(id);
    const kind = device?.link.kind;
    if (!device?.up || kind?.type !== "vxlan" || kind.home !== netns) continue;
    const own = typeof (kind.remote ?? kind.local) === "string" ? ("inet6" as const) : ("inet" as const);
    for (const family of kind.external ? (["inet6", "inet"] as const) : [own]) {
      if (sockets.some((other) => other.domain === family && other.port === kind.port)) continue;
      const number = KERNEL_SOCKETS + 2 * id + Number(family !== own);
      const receive = (): void => {};
      sockets.push({
        socket: number as SocketId,
        inode: number,
        netns,
        domain: family,
        v6only: true,
        port: kind.port,
        address: undefined,
        kernels: true,
        receive,
      });
    }
  }
  return sockets;
}

/** vxlan_rcv: true when the datagram was for a VXLAN interface that is up, whether or not it could be read. */
export function vxlanInput(
  net: Network,
  device: Device,
  ip: Ipv4Packet | Ipv6Packet,
  udp: Udp,
  packet: number,
): boolean {
  let listening = false;
  let found: Device | undefined;
  const parsed = parseVxlan(udp.data);
  const inside = parsed && { ...parsed, frame: uncarried(parsed.frame, udp) };
  for (const id of net.view.tunnels) {
    const candidate = net.device(id);
    const kind = candidate?.link.kind;
    if (!candidate?.up || kind?.type !== "vxlan" || kind.home !== device.netns.id) continue;
    if (kind.port !== udp.destinationPort) continue;
    if (!kind.external && typeof (kind.remote ?? kind.local ?? 0) !== typeof ip.source) continue;
    listening = true;
    if (inside && takes(kind, inside.vni)) found = candidate;
  }
  if (!listening) return false;
  if (!inside || !found) {
    if (net.tracing) net.drop(device, "local-in", undefined, packet, "VXLAN_VNI_NOT_FOUND");
    return true;
  }
  const { vni } = inside;
  const external = found.link.kind.type === "vxlan" && found.link.kind.external;
  const frame = external ? { ...inside.frame, tunnel: vni } : inside.frame;
  // Its own frame, come back.
  if (frame.source === found.mac) {
    if (net.tracing) net.drop(found, "receive", frame, packet, "LOCAL_MAC");
    return true;
  }
  const { kind } = found.link;
  if (kind.type === "vxlan" && kind.learning) {
    // An address of a link is one on the link that it came by.
    const link = typeof ip.source === "string" && isIpv6LinkLocal(ip.source) ? device.id : undefined;
    if (!learn(net, found, kind, { address: ip.source, ...(link !== undefined && { link }) }, frame, vni)) {
      if (net.tracing) net.drop(found, "receive", frame, packet, "VXLAN_INVALID_HDR");
      return true;
    }
  }
  const outer = ip.kind === "ipv4" ? ip.tos : ip.trafficClass;
  const told = withCongestion(frame, outer);
  if (!told) {
    found.counters.rxErrors++;
    found.counters.rxFrame = (found.counters.rxFrame ?? 0) + 1;
    countVni(net, found, vni, "rxErrors");
    if (net.tracing) net.drop(found, "receive", frame, packet, "IP_TUNNEL_ECN");
    return true;
  }
  if (net.tracing) net.emit(device, "local-in", frame, packet, found.id);
  if (net.backlog.push(net.nowMicros, found.id, told, packet)) {
    found.counters.rxPackets++;
    found.counters.rxBytes += frameLength(frame) - ETHERNET_HEADER;
    countVni(net, found, vni, "rxPackets", frameLength(frame) - ETHERNET_HEADER);
  }
  return true;
}

/** vxlan_snoop: false for what claims an address that somebody entered elsewhere. */
function learn(
  net: Network,
  device: Device,
  kind: Vxlan,
  from: Pick<VxlanRemote, "address" | "link">,
  { source }: Frame,
  vni: number,
): boolean {
  if (!isValidUnicastMac(source) || isGroupMac(source)) return false;
  const now = net.nowMicros;
  const key = vxlanKey(kind, source, vni);
  const entry = device.fdb.get(key);
  if (entry) {
    entry.usedMicros = now;
    if (entry.nhid !== undefined) return false;
    const [first, ...rest] = entry.remotes ?? [];
    if (first?.address === from.address && first.link === from.link) return true;
    if (entry.state !== "learned") return false;
    // Its port, network and link stay what they are.
    entry.remotes = [{ ...first, address: from.address }, ...rest];
    entry.updatedMicros = now;
    tellLearned(net, device, entry);
    return true;
  }
  if (kind.maxAddresses > 0 && device.fdb.size >= kind.maxAddresses) return true;
  const place = { bridge: device.id, port: device.id, mac: source, vlan: 0 };
  const fresh: FdbEntry = {
    ...place,
    state: "learned",
    remotes: [from],
    ...(kind.external && { sourceVni: vni }),
    updatedMicros: now,
    usedMicros: now,
  };
  device.fdb.set(key, fresh);
  awaitAge(net.world.runtime, device.link, fresh);
  tellLearned(net, device, fresh);
  return true;
}

/** vxlan_fdb_notify. */
function tellLearned({ world: { notifier } }: Network, { netns }: Device, entry: FdbEntry): void {
  const remote = entry.remotes?.[0];
  if (notifier.heard && remote)
    notifier.tell({ noun: "fdb", verb: "new", netns: netns.id, entry: { ...entry }, remote });
}
