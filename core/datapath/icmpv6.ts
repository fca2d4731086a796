/**
 * ICMPv6: echo and errors (net/ipv6/icmp.c; RFC 4443). Neighbor discovery has its own file.
 *
 * Same as Linux: echo to groups is answered, errors are not sent about errors and groups, the rate limit.
 */
import { type Ipv6, isIpv6LinkLocal, isIpv6Multicast } from "../address/ipv6.ts";
import type { Errno } from "../errors.ts";
import { be16 } from "../wire/bytes.ts";
import type { Frame, Icmpv6, Ipv6Packet } from "../wire/frame.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { countIcmp6In } from "./count.ts";
import { lookupRoute } from "./fib.ts";
import { mldInput } from "./group-answers.ts";
import { flowLabel, hopLimitOf, ipv6Output } from "./ipv6.ts";
import { neighborAdvertised, neighborSolicited } from "./ndisc.ts";
import type { Network } from "./network.ts";
import { ownerOf6 } from "./own-address6.ts";
import { learnPathMtu } from "./path-mtu.ts";
import { redirected6 } from "./redirect6.ts";
import type { OutputRoute } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import { routerAdvertised, routerSolicited } from "./router-discovery.ts";
import { selectSource6 } from "./source.ts";
import { tcpIcmpError } from "./tcp/error.ts";
import { tunnel6Error } from "./tunnel6.ts";
import { type QuotedDatagram, quotedDatagram } from "./udp-socket.ts";
import type { Device } from "./view.ts";
import { isFromVxlan } from "./vxlan.ts";

const ECHO_REQUEST = 128;
/** Numbers of the types of errors (RFC 4443), as ratemask has them. Nothing limits the discovery of path MTUs. */
const TYPE_NUMBER = { unreachable: 1, "time-exceeded": 3, "parameter-problem": 4 } as const;
const ADDRESS_UNREACHABLE = 3;
/** ICMPV6_UNK_OPTION. */
export const UNKNOWN_OPTION = 2;

function isAnycast(net: Network, device: Device, address: Ipv6): boolean {
  const found = lookupRoute(net.view.config, device.netns.id, { destination: address, iif: device.id });
  return found.kind === "route" && found.route.type === "anycast";
}

export function icmpv6Input(
  net: Network,
  device: Device,
  frame: Frame,
  ip: Ipv6Packet,
  message: Icmpv6,
  packet: number,
): void {
  const { netns } = device;
  const mib = device.mib6.icmp;
  countIcmp6In(mib, message);
  switch (message.type) {
    case "echo-request": {
      const { ignoreEcho6, ignoreMulticastEcho6, ignoreAnycastEcho6, anycastEchoSource6 } = netns.settings;
      const ours = device.link.inet6.some(({ local }) => local === ip.destination);
      const group = isIpv6Multicast(ip.destination);
      const anycast = !group && !ours && isAnycast(net, device, ip.destination);
      if (ignoreEcho6 || (group && ignoreMulticastEcho6) || (anycast && ignoreAnycastEcho6)) {
        if (net.tracing) net.drop(device, "local-in", frame, packet, "NOT_SPECIFIED");
        return;
      }
      const from = group || (anycast && !anycastEchoSource6) ? undefined : ip.destination;
      const route = routeOutput6(netns, { destination: ip.source, source: from, device, loose: true });
      if (!route.ok) {
        if (net.tracing) net.drop(device, "local-out", frame, packet, "IP_OUTNOROUTES");
        return;
      }
      // What was sent to a group or to any router of a subnet is answered from an address of this one.
      const source = from ?? selectSource6(net.view.config, netns.id, device.id, ip.source);
      if (source === undefined) return;
      ipv6Output(
        net,
        route,
        {
          kind: "ipv6",
          source,
          destination: ip.source,
          hopLimit: hopLimitOf(route),
          trafficClass: ip.trafficClass,
          flowLabel: flowLabel(netns, source, ip.source, "icmpv6"),
          payload: {
            kind: "icmpv6",
            type: "echo-reply",
            id: message.id,
            sequence: message.sequence,
            data: message.data,
          },
        },
        packet,
      );
      return;
    }
    case "echo-reply":
      net.sockets.deliver(net, netns.id, "inet6", message.id, ip, device);
      return;
    case "neighbor-solicitation":
      neighborSolicited(net, device, frame, ip, message, packet);
      return;
    case "neighbor-advertisement":
      neighborAdvertised(net, device, ip, message);
      return;
    case "router-solicitation":
      routerSolicited(net, device, ip, message);
      return;
    case "router-advertisement":
      routerAdvertised(net, device, ip, message);
      return;
    case "redirect":
      redirected6(net, device, ip, message);
      return;
    case "mld-query":
    case "mld1-report":
      mldInput(net, device, ip, message);
      return;
    case "mld1-done":
    case "mld2-report":
      // For those who snoop.
      return;
    default: {
      const { original } = message;
      if (message.type === "packet-too-big") {
        const scoped = isIpv6LinkLocal(original.destination) ? device : device.l3master;
        const { source, destination, trafficClass: tos } = original;
        const route = routeOutput6(netns, { destination, source, tos, device: scoped });
        if (route.ok) learnPathMtu(net, route, destination, message.info);
      }
      const quoted = original.payload;
      if (quoted.kind === "tunneled") tunnel6Error(net, device, original, message);
      if (quoted.kind === "tcp" && !tcpIcmpError(net, device, original, quoted, errnoOf6(message))) mib.InErrors++;
      if (quoted.kind === "tcp" && net.tcpProbes.any)
        net.tcpProbes.hear(net, device, ip, original.source, quoted.sourcePort);
      const datagram = quotedUdp(original);
      if (
        datagram !== undefined &&
        !net.udpSockets.fail(net, device, ip, datagram) &&
        !(quoted.kind === "udp" && isFromVxlan(net, netns.id, quoted))
      )
        mib.InErrors++;
      const echo = quotedEcho(original);
      if (!echo) return;
      const told = echo === quoted ? ip : { ...ip, payload: { ...message, original: { ...original, payload: echo } } };
      net.sockets.deliver(net, netns.id, "inet6", echo.id, told, device);
    }
  }
}

/** The datagram that an error is about, its first piece included. */
function quotedUdp({ source, destination, payload, fragment }: Ipv6Packet): QuotedDatagram | undefined {
  return fragment && fragment.offset > 0 ? undefined : quotedDatagram(source, destination, payload);
}

type EchoRequest = Extract<Icmpv6, { data: Uint8Array }>;

/** The echo request that an error is about, its first piece included: sockets look at no more than its header. */
function quotedEcho({ payload, fragment }: Ipv6Packet): EchoRequest | undefined {
  if (payload.kind === "icmpv6") return payload.type === "echo-request" ? payload : undefined;
  if (payload.kind !== "raw" || payload.protocol !== IP_PROTOCOL.icmpv6 || fragment?.offset !== 0) return undefined;
  const { data } = payload;
  if (data[0] !== ECHO_REQUEST || data.length < 8) return undefined;
  return { kind: "icmpv6", type: "echo-request", id: be16(data, 4), sequence: be16(data, 6), data: data.subarray(8) };
}

/** icmpv6_mask_allow, icmpv6_xrlim_allow: loopback is free, and whom a wider route leads to is told more often. */
function mayTell(net: Network, { device, route }: OutputRoute & { ok: true }, to: Ipv6, type: number): boolean {
  const { settings, id } = device.netns;
  if (device.loopback || !inList(settings.limitedTypes6, type)) return true;
  const wider = (128 - (route?.destination.length ?? 128)) >> 5;
  const interval = Math.floor(settings.errorInterval6Micros / 1000) >> wider;
  if (net.errorLimits.allowPeer(net.nowMicros, id, to, interval * 1000)) return true;
  device.mib6.icmp.OutRateLimitHost++;
  return false;
}

/** Is a number in a list of them (`0-1,3-127`)? */
function inList(list: string, number: number): boolean {
  return list.split(",").some((part) => {
    const [low, high = low] = part.split("-").map(Number);
    return low !== undefined && high !== undefined && low <= number && number <= high;
  });
}

/** icmpv6_err_convert of net/ipv6/icmp.c. */
export function errnoOf6(message: Icmpv6): Errno | undefined {
  if (message.type === "unreachable")
    return (["ENETUNREACH", "EACCES", "EHOSTUNREACH", "EHOSTUNREACH", "ECONNREFUSED", "EACCES", "EACCES"] as const)[
      message.code
    ];
  if (message.type === "packet-too-big") return "EMSGSIZE";
  return message.type === "time-exceeded" ? "EHOSTUNREACH" : "EPROTO";
}

type ErrorType = "unreachable" | "packet-too-big" | "time-exceeded" | "parameter-problem";

/** icmpv6_send: tells the sender of `original`, which came in by the device, what became of it. */
export function icmpv6Error(
  net: Network,
  device: Device,
  original: Ipv6Packet,
  type: ErrorType,
  code: number,
  info: number,
): void {
  sendError(net, device, original, type, code, info, device);
}

/** icmp6_send: `from` is the device by which the packet came in, undefined for one of this host. */
function sendError(
  net: Network,
  device: Device,
  original: Ipv6Packet,
  type: ErrorType,
  code: number,
  info: number,
  from: Device | undefined,
): void {
  const { netns } = device;
  // RFC 4443 section 2.4 (e).
  if (original.source === "::" || isIpv6Multicast(original.source)) return;
  const aboutOption = type === "parameter-problem" && code === UNKNOWN_OPTION;
  if (isIpv6Multicast(original.destination) && type !== "packet-too-big" && !aboutOption) return;
  const { payload } = original;
  if (payload.kind === "icmpv6" && "original" in payload) return;
  const mine = device.link.inet6.some((address) => address.local === original.source);
  const scoped = isIpv6LinkLocal(original.source) && !mine ? device : device.l3master;
  // ipv6_chk_addr, ipv6_chk_acast_addr_src.
  const asked = ownerOf6(netns, original.destination, { device }) || isAnycast(net, device, original.destination);
  const chosen = asked ? original.destination : undefined;
  const route = routeOutput6(netns, { destination: original.source, source: chosen, device: scoped });
  if (!route.ok) return;
  if (type !== "packet-too-big" && !mayTell(net, route, original.source, TYPE_NUMBER[type])) return;
  const source = chosen ?? errorSource(net, device, from, original, route);
  if (source === undefined) return;
  ipv6Output(
    net,
    route,
    {
      kind: "ipv6",
      source,
      destination: original.source,
      hopLimit: hopLimitOf(route),
      trafficClass: 0,
      flowLabel: flowLabel(netns, source, original.source, "icmpv6"),
      payload: { kind: "icmpv6", type, code, info, original },
    },
    net.nextPacket(),
  );
}

/** Who tells of an error about what was meant for another host: whom the route back prefers, or the best of where the packet came in. */
function errorSource(
  net: Network,
  device: Device,
  from: Device | undefined,
  original: Ipv6Packet,
  back: OutputRoute & { ok: true },
): Ipv6 | undefined {
  return (
    (back.route?.prefSource as Ipv6 | undefined) ??
    (from && selectSource6(net.view.config, device.netns.id, from.id, original.source)) ??
    (back.source as Ipv6 | undefined)
  );
}

/** ndisc_error_report: the neighbor did not answer to a packet that came in by `from`, or is of this host. */
export function linkFailure6(net: Network, device: Device, original: Ipv6Packet, from?: Device): void {
  sendError(net, device, original, "unreachable", ADDRESS_UNREACHABLE, 0, from);
  // ip6_link_failure: what a router said of the way is forgotten.
  const said = from ? undefined : net.world.runtime.exceptions.get(device.netns.id);
  said?.delete(original.destination);
}
