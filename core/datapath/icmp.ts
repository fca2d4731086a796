/**
 * ICMP for IPv4: echo, and errors (net/ipv4/icmp.c; RFC 792, RFC 1122 section 3.2.2, RFC 1812 section 4.3).
 *
 * Same as Linux: which echo requests are answered and from which address, when errors are not sent, the rate limit per
 * destination (icmp_ratelimit, icmp_ratemask, a burst of six) and that for all (icmp_msgs_per_sec, icmp_msgs_burst).
 * Absent: timestamps.
 */
import { type Ipv4, isIpv4Multicast, isIpv4Zeronet } from "../address/ipv4.ts";
import type { Errno } from "../errors.ts";
import { SCOPE } from "../model/address.ts";
import { be16 } from "../wire/bytes.ts";
import type { Frame, Icmp, Ipv4Packet, PacketType } from "../wire/frame.ts";
import { ICMP_QUOTE, IPV4_HEADER } from "../wire/length.ts";
import { countIcmpIn, countIcmpOut } from "./count.ts";
import { answeredOptions, quotedPacket } from "./ip-options.ts";
import { hopLimit4Of, ipv4Output, nextIpId } from "./ipv4.ts";
import type { Network } from "./network.ts";
import { learnPathMtu, pathMtu } from "./path-mtu.ts";
import { redirected } from "./redirect.ts";
import { addressType4, addressTypeAt, isRoutedBroadcast, type OutputRoute, routeOutput4 } from "./route-output.ts";
import { selectSource4 } from "./source.ts";
import { tcpIcmpError } from "./tcp/error.ts";
import { tunnelError } from "./tunnel.ts";
import { type QuotedDatagram, quotedDatagram } from "./udp-socket.ts";
import type { Device, Namespace } from "./view.ts";
import { isFromVxlan } from "./vxlan.ts";

const HOST_UNREACHABLE = 1;
/** ICMP_FRAG_NEEDED (RFC 1191). */
export const FRAGMENTATION_NEEDED = 4;
const SOURCE_ROUTE_FAILED = 5;
const PORT_UNREACHABLE = 3;
/** ICMP_EXC_FRAGTIME. */
const REASSEMBLY = 1;
const ICMP_HEADER = 8;
/** All that every host takes in one piece (RFC 1812 section 4.3.2.3). */
const MAX_ERROR = 576;
/** Errors carry precedence internetwork control (RFC 1812 section 4.3.2.5). */
const ERROR_TOS = 0xc0;

/** INADDR_DUMMY: who has no IPv4 address of its own tells of errors by this one (RFC 7600). */
const DUMMY = 0xc0000008 as Ipv4;

/** icmp_rcv. */
export function icmpInput(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv4Packet,
  icmp: Icmp,
  packet: number,
  toGroup: boolean,
): void {
  const { netns } = device;
  const mib = netns.mib.icmp;
  countIcmpIn(mib, icmp);
  const group = toGroup || isIpv4Multicast(ip.destination);
  if (group && (icmp.type !== "echo-request" || netns.settings.ignoreBroadcastEcho)) {
    mib.InErrors++;
    if (net.tracing) net.drop(device, "local-in", frame, packet, "INVALID_PROTO");
    return;
  }
  switch (icmp.type) {
    case "echo-request": {
      if (netns.settings.ignoreEcho) return;
      const from = group ? undefined : ip.destination;
      const route = routeOutput4(netns, {
        destination: ip.source,
        source: from,
        tos: ip.tos,
        mark: replyMark(netns, ip),
        device: device.l3master,
      });
      // What is sent to lo is for this host whatever its address, but nobody answers by an address that is not its own.
      const foreign = !group && device === netns.loopback && addressType4(netns, ip.destination) !== "local";
      if (!route.ok || foreign) {
        if (net.tracing) net.drop(device, "local-out", frame, packet, "IP_OUTNOROUTES");
        return;
      }
      if (!mayTell(net, route, ip.source, "echo-reply", 0)) return;
      const source = group ? ((route.source ?? 0) as Ipv4) : ip.destination;
      const options = ip.options && answeredOptions(net, device, ip, source);
      push(
        net,
        route,
        {
          kind: "ipv4",
          source,
          destination: ip.source,
          ttl: hopLimit4Of(route),
          tos: ip.tos,
          id: nextIpId(net, device),
          dontFragment: false,
          moreFragments: false,
          fragmentOffset: 0,
          ...(options && { options }),
          payload: { kind: "icmp", type: "echo-reply", id: icmp.id, sequence: icmp.sequence, data: icmp.data },
        },
        packet,
      );
      return;
    }
    case "echo-reply":
      net.sockets.deliver(net, netns.id, "inet", icmp.id, ip, device);
      return;
    default: {
      const { original } = icmp;
      let heard = icmp;
      if (icmp.type === "unreachable" && icmp.code === FRAGMENTATION_NEEDED) {
        // Not even the socket is told (icmp_unreach), but where the protocol looks closely itself (icmp_tag_validation).
        const { noPathMtu } = netns.settings;
        if (noPathMtu === 2 || (noPathMtu === 3 && original.payload.kind !== "tcp")) return;
        const { source, destination, tos } = original;
        const route = routeOutput4(netns, { destination, source, tos, device: device.l3master });
        // icmp_unreach: who does not want to know takes the least there is.
        const mtu = noPathMtu === 0 || noPathMtu === 3 ? icmp.info : 0;
        if (route.ok) learnPathMtu(net, route, original.destination, mtu);
        if (noPathMtu === 1) heard = { ...icmp, info: 0 };
      }
      if (icmp.type === "redirect") redirected(net, device, ip, icmp);
      // icmp_unreach: that a packet never became whole is for nobody.
      if (icmp.type === "time-exceeded" && icmp.code === REASSEMBLY) return;
      tellTransport(net, device, ip, icmp);
      const quoted = quotedEcho(original);
      if (!quoted) return;
      const same = heard === icmp && quoted === original.payload;
      const told = same ? ip : quoting(ip, heard, { ...original, payload: quoted });
      net.sockets.fail(net, netns.id, quoted.id, told, device);
    }
  }
}

/** icmp_socket_deliver: to the protocol that sent what an error is about. */
function tellTransport(net: Network, device: Device, ip: Ipv4Packet, icmp: Extract<Icmp, { original: Ipv4Packet }>) {
  const { original } = icmp;
  const { payload } = original;
  const mib = device.netns.mib.icmp;
  if (payload.kind === "tunneled") tellTunnel(net, device, original, icmp);
  if (payload.kind === "tcp" && !tcpIcmpError(net, device, original, payload, errnoOf(icmp))) mib.InErrors++;
  if (payload.kind === "tcp" && net.tcpProbes.any)
    net.tcpProbes.hear(net, device, ip, original.source, payload.sourcePort);
  const datagram = quotedUdp(original);
  if (
    datagram !== undefined &&
    !net.udpSockets.fail(net, device, ip, datagram) &&
    !(payload.kind === "udp" && isFromVxlan(net, device.netns.id, payload))
  )
    mib.InErrors++;
}

/** The errors that tunnels take to be about the way to their other end. */
function tellTunnel(net: Network, device: Device, original: Ipv4Packet, icmp: Icmp): void {
  const code = "code" in icmp ? icmp.code : 0;
  const expired = icmp.type === "time-exceeded" && code === 0;
  const lost = icmp.type === "unreachable" && code !== FRAGMENTATION_NEEDED && code !== SOURCE_ROUTE_FAILED;
  if (expired || lost) tunnelError(net, device, original, expired, lost && code === PORT_UNREACHABLE);
}

/** icmp_err_convert of net/ipv4/icmp.c: what an error means to a socket; undefined when it is none of its business. */
export function errnoOf(icmp: Icmp): Errno | undefined {
  switch (icmp.type) {
    case "unreachable":
      return UNREACHABLE_ERRNO[icmp.code];
    case "time-exceeded":
      return "EHOSTUNREACH";
    case "parameter-problem":
      return "EPROTO";
    default:
      return undefined;
  }
}

const UNREACHABLE_ERRNO: readonly Errno[] = [
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENOPROTOOPT",
  "ECONNREFUSED",
  "EMSGSIZE",
  "EOPNOTSUPP",
  "ENETUNREACH",
  "EHOSTDOWN",
  "ENONET",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EHOSTUNREACH",
  "EHOSTUNREACH",
  "EHOSTUNREACH",
];

/** The datagram that an error is about, its first piece included. */
function quotedUdp({ source, destination, payload, fragmentOffset }: Ipv4Packet): QuotedDatagram | undefined {
  return fragmentOffset === 0 ? quotedDatagram(source, destination, payload) : undefined;
}

type EchoRequest = Extract<Icmp, { data: Uint8Array }>;

/** The echo request that an error is about, its first piece included: sockets look at no more than its header. */
function quotedEcho({ payload, fragmentOffset }: Ipv4Packet): EchoRequest | undefined {
  if (payload.kind === "icmp") return payload.type === "echo-request" && "data" in payload ? payload : undefined;
  if (payload.kind !== "raw" || payload.protocol !== 1 || fragmentOffset > 0 || payload.data[0] !== 8) return undefined;
  const { data } = payload;
  return { kind: "icmp", type: "echo-request", id: be16(data, 4), sequence: be16(data, 6), data: data.subarray(8) };
}

function quoting(ip: Ipv4Packet, icmp: Extract<Icmp, { original: Ipv4Packet }>, original: Ipv4Packet): Ipv4Packet {
  return { ...ip, payload: { ...icmp, original } };
}

/**
 * icmp_send: tells the sender of `original` what became of it.
 *
 * @param device what the packet came in by; for packets of this host, what it should have left by
 * @param info the next hop's MTU (RFC 1191), else 0
 */
export function icmpError(
  net: Network,
  device: Device,
  original: Ipv4Packet,
  type: "unreachable" | "time-exceeded" | "parameter-problem" | "redirect",
  code: number,
  info: number,
  packetType: PacketType = "host",
): void {
  const { netns } = device;
  // RFC 1122 section 3.2.2: never about broadcasts and multicasts, later fragments, errors, or nobody in particular.
  if (packetType !== "host" || original.fragmentOffset > 0) return;
  if (isIpv4Multicast(original.source) || isIpv4Zeronet(original.source)) return;
  const destinationType = addressTypeAt(device, original.destination);
  if (destinationType === "multicast" || isRoutedBroadcast(device, original.destination)) return;
  const { payload } = original;
  if (payload.kind === "icmp" && payload.type !== "echo-request" && payload.type !== "echo-reply") return;
  const inbound = netns.settings.errorsFromInbound
    ? selectSource4(netns.view.config, device.link, original.source, SCOPE.link)
    : undefined;
  // icmp_route_lookup: rules that look at sources see the one that is known by now.
  const chosen = destinationType === "local" ? original.destination : inbound;
  const tos = (original.tos & 0x1e) | ERROR_TOS;
  const route = routeOutput4(netns, {
    destination: original.source,
    source: chosen,
    tos,
    mark: replyMark(netns, original),
    device: device.l3master,
  });
  if (!route.ok || !mayTell(net, route, original.source, type, code)) return;
  const source = chosen ?? (route.source as Ipv4 | undefined) ?? DUMMY;
  const options = original.options && answeredOptions(net, device, original, source);
  const taken = IPV4_HEADER + (options?.bytes.length ?? 0) + ICMP_HEADER;
  const room = Math.min(pathMtu(net, route, original.source), MAX_ERROR) - taken;
  if (room <= IPV4_HEADER) return;
  push(
    net,
    route,
    {
      kind: "ipv4",
      source,
      destination: original.source,
      ttl: hopLimit4Of(route),
      tos,
      id: nextIpId(net, device),
      dontFragment: false,
      moreFragments: false,
      fragmentOffset: 0,
      ...(options && { options }),
      payload: { kind: "icmp", type, code, info, original: quotedPacket(original), ...(room < ICMP_QUOTE && { room }) },
    },
    net.nextPacket(),
  );
}

/** icmp_push_reply. */
function push(net: Network, route: OutputRoute & { ok: true }, ip: Ipv4Packet, packet: number): void {
  const { mib } = route.device.netns;
  if (ip.payload.kind === "icmp") countIcmpOut(mib.icmp, ip.payload);
  net.refused = false;
  ipv4Output(net, route, ip, packet);
  if (net.refused) mib.ip.OutDiscards++;
}

/** IP4_REPLY_MARK: what answers a packet has its mark where fwmark_reflect says so. */
function replyMark({ settings }: Namespace, { mark }: Ipv4Packet): number | undefined {
  return settings.reflectMark ? mark : undefined;
}

/** Numbers of the types of messages (RFC 792), as icmp_ratemask has them for bits. */
const TYPE_BIT = {
  "echo-reply": 0,
  unreachable: 3,
  redirect: 5,
  "time-exceeded": 11,
  "parameter-problem": 12,
} as const;

/** icmpv4_global_allow, icmpv4_xrlim_allow: loopback is free, and so is each type that icmp_ratemask leaves out. */
function mayTell(
  net: Network,
  route: OutputRoute & { ok: true },
  destination: Ipv4,
  type: keyof typeof TYPE_BIT,
  code: number,
): boolean {
  // Nothing limits the discovery of path MTUs.
  if (type === "unreachable" && code === FRAGMENTATION_NEEDED) return true;
  const { device } = route;
  const { settings, id } = device.netns;
  if (device.loopback || (settings.errorMask & (1 << TYPE_BIT[type])) === 0) return true;
  const limits = net.errorLimits;
  const { mib } = device.netns;
  if (!limits.allowAny(net.nowMicros, id, settings.errorsPerSecond, settings.errorsBurst)) {
    mib.icmp.OutRateLimitGlobal++;
    return false;
  }
  if (limits.allowPeer(net.nowMicros, id, destination, settings.errorIntervalMicros)) return true;
  mib.icmp.OutRateLimitHost++;
  return false;
}

/** ipv4_link_failure: the neighbor did not answer. */
export function linkFailure4(net: Network, device: Device, original: Ipv4Packet): void {
  icmpError(net, device, original, "unreachable", HOST_UNREACHABLE, 0);
}
