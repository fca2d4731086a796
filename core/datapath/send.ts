/** How a message of a socket leaves its host: the route, the source, and the header that goes in front of it. */
import { type Ipv4, isIpv4Multicast } from "../address/ipv4.ts";
import { type Ipv6, isIpv6Multicast } from "../address/ipv6.ts";
import type { IpAddress } from "../address/prefix.ts";
import type { Errno } from "../errors.ts";
import { err, ok, type Result } from "../result.ts";
import type { Icmp, Icmpv6, Tcp, Udp } from "../wire/frame.ts";
import { IPV4_HEADER, IPV6_HEADER, transportLength } from "../wire/length.ts";
import { countIcmpOut } from "./count.ts";
import type { SendOptions } from "./datapath.ts";
import { sentOptions } from "./ip-options.ts";
import { hopLimit4Of, ipv4Output, nextIpId } from "./ipv4.ts";
import { flowLabel, hopLimitOf, ipv6Output } from "./ipv6.ts";
import type { Network } from "./network.ts";
import { sumsUp } from "./offload.ts";
import { mtuLocked, pathMtu } from "./path-mtu.ts";
import { type OutputRoute, routeFrom4 } from "./route-output.ts";
import { routeOutput6 } from "./route6.ts";
import type { Device, Namespace } from "./view.ts";

/** What the length field of an IPv4 header holds. */
const MAX_LENGTH = 65_535;

/**
 * sendto(2) from a namespace, by the family of the destination. EINVAL when the message is the other family's, ENOBUFS for those
 * who hear of it when a queue has no room (ping_v4_push_pending_frames, raw_sendmsg: net_xmit_errno).
 */
export function sendMessage(
  network: Network,
  namespace: Namespace,
  to: IpAddress,
  message: Icmp | Icmpv6 | Udp | Tcp,
  options: SendOptions,
): Result<undefined, Errno> {
  const device = options.device === undefined ? undefined : namespace.byName(options.device);
  if (options.device !== undefined && !device) return err("ENODEV");
  let errno: Errno | undefined = "EINVAL";
  network.refused = false;
  if (typeof to === "number") {
    if (message.kind !== "icmpv6") errno = send4(network, namespace, device, to, message, options);
  } else if (message.kind !== "icmp") errno = send6(network, namespace, device, to, message, options);
  if (errno === undefined) countSent(network, namespace, to, message);
  if (errno === undefined && network.refused && options.hearsErrors) errno = "ENOBUFS";
  return errno === undefined ? ok() : err(errno);
}

/** udp_send_skb, icmp_out_count, ip_send_skb: what left, or what a queue had no room for. */
function countSent({ refused }: Network, { mib }: Namespace, to: IpAddress, message: Icmp | Icmpv6 | Udp | Tcp): void {
  const four = typeof to === "number";
  if (refused) (four ? mib.ip : mib.inet6.ip).OutDiscards++;
  if (message.kind === "icmp") countIcmpOut(mib.icmp, message);
  else if (message.kind === "udp") {
    const udp = four ? mib.udp : mib.udp6;
    if (refused) udp.SndbufErrors++;
    else udp.OutDatagrams++;
  }
}

function send4(
  network: Network,
  namespace: Namespace,
  device: Device | undefined,
  to: Ipv4,
  message: Icmp | Udp | Tcp,
  options: SendOptions,
): Errno | undefined {
  const from = options.source as Ipv4 | undefined;
  const route = routeFrom4(namespace, {
    destination: to,
    source: from,
    device,
    tos: options.tos,
    mark: options.mark,
    onLink: options.onLink,
    payload: message,
  });
  if (!route.ok) {
    // Raw sockets do not count it.
    if (route.errno === "ENETUNREACH" && message.kind === "udp") namespace.mib.ip.OutNoRoutes++;
    return route.errno;
  }
  const source = from ?? (route.source as Ipv4 | undefined) ?? (0 as Ipv4);
  const ipOptions = options.ipOptions && sentOptions(network, route.device, options.ipOptions, source);
  const length = IPV4_HEADER + (ipOptions?.bytes.length ?? 0) + transportLength(message);
  if (length > MAX_LENGTH) return "EMSGSIZE";
  const multicast = isIpv4Multicast(to);
  const pmtu = options.pmtu ?? (namespace.settings.noPathMtu === 0 ? "want" : "dont");
  const dontFragment =
    pmtu === "do" ||
    pmtu === "probe" ||
    (pmtu === "want" && !mtuLocked(network, route, to) && length <= pathMtu(network, route, to));
  return ipv4Output(
    network,
    marked(route, options),
    {
      kind: "ipv4",
      source,
      destination: to === 0 ? (route.nextHop as Ipv4) : to,
      ttl: options.ttl ?? (multicast ? 1 : hopLimit4Of(route)),
      tos: options.tos ?? 0,
      // What may never be fragmented needs no number (RFC 6864 section 4.1).
      id: pmtu === "do" ? 0 : nextIpId(network, route.device),
      dontFragment,
      moreFragments: false,
      fragmentOffset: 0,
      ...(ipOptions && { options: ipOptions }),
      ...(options.mark && { mark: options.mark }),
      payload: leftToDevice(network, route, to, message, length, pmtu),
    },
    network.nextPacket(),
  );
}

function send6(
  network: Network,
  namespace: Namespace,
  device: Device | undefined,
  to: Ipv6,
  message: Icmpv6 | Udp | Tcp,
  options: SendOptions,
): Errno | undefined {
  const route = routeOutput6(namespace, {
    destination: to,
    source: options.source as Ipv6 | undefined,
    device,
    tos: options.tos,
    mark: options.mark,
    payload: message,
  });
  if (!route.ok) {
    if (route.errno === "ENETUNREACH") namespace.mib.inet6.ip.OutNoRoutes++;
    return route.errno;
  }
  const source = (options.source as Ipv6 | undefined) ?? (route.source as Ipv6 | undefined);
  if (source === undefined) return "EADDRNOTAVAIL";
  const length = IPV6_HEADER + transportLength(message);
  return ipv6Output(
    network,
    marked(route, options),
    {
      kind: "ipv6",
      source,
      destination: to,
      hopLimit: options.ttl ?? (isIpv6Multicast(to) ? 1 : hopLimitOf(route)),
      trafficClass: options.tos ?? 0,
      flowLabel: options.flowLabel ?? flowLabel(namespace, source, to, message.kind),
      ...(options.mark && { mark: options.mark }),
      payload: leftToDevice(network, route, to, message, length, options.pmtu),
    },
    network.nextPacket(),
    options.pmtu === "do" || options.pmtu === "probe",
  );
}

/**
 * A datagram whose sum the device makes where it can, unless it is to be cut up (__ip_append_data, __ip6_append_data).
 *
 * @param length of the packet that is to carry it
 */
function leftToDevice<Message extends Icmp | Icmpv6 | Udp | Tcp>(
  network: Network,
  route: OutputRoute & { ok: true },
  to: IpAddress,
  message: Message,
  length: number,
  pmtu: SendOptions["pmtu"],
): Message {
  if (message.kind !== "udp") return message;
  const { device } = route;
  const fits = length <= (pmtu === "probe" ? device.mtu : pathMtu(network, route, to));
  return fits && sumsUp(device.link, network.view.config.links) ? { ...message, partialChecksum: true } : message;
}

/** A route with what only one socket asks of it. */
function marked(route: OutputRoute & { ok: true }, { deaf, pmtu }: SendOptions): OutputRoute & { ok: true } {
  if (!deaf && pmtu !== "probe") return route;
  return { ...route, ...(deaf && { deaf: true }), ...(pmtu === "probe" && { probing: true }) };
}
