/**
 * Where a packet that came in goes: to this host, on to another, nowhere (ip_route_input_slow and __mkroute_input of
 * net/ipv4/route.c, fib_validate_source of net/ipv4/fib_frontend.c; RFC 1812 section 5.3.7, RFC 3704).
 *
 * Same as Linux: the order of checks and the reasons of their refusals, what a host that does not forward makes of it,
 * when a better way is to be told of (redirects).
 * Absent: source routes, multicast routes.
 */
import {
  IPV4_BROADCAST,
  type Ipv4,
  ipv4Mask,
  isIpv4Loopback,
  isIpv4Multicast,
  isIpv4Zeronet,
} from "../address/ipv4.ts";
import type { Link } from "../model/link.ts";
import type { DropReason } from "../trace.ts";
import type { Ipv4Packet } from "../wire/frame.ts";
import { type FibResult, lookupRoute } from "./fib.ts";
import type { Network } from "./network.ts";
import { addressType4 } from "./route-output.ts";
import { validateSource4 } from "./source-check.ts";
import type { Device } from "./view.ts";

interface InputRoute {
  kind: "local" | "broadcast" | "forward" | "refused";
  /** Of `refused` alone: the packet is dropped for it, and when `errno` is there, its sender may be told. */
  reason: DropReason;
  errno: "EHOSTUNREACH" | "ENETUNREACH" | "EACCES" | "EINVAL" | undefined;
  found: FibResult | undefined;
  out: Device | undefined;
  /** The next hop is on the network that the packet came from. */
  redirect: boolean;
}

/** One for all, filled anew by each lookup: packets ask for it, and nobody keeps it. */
const answer: InputRoute = {
  kind: "refused",
  reason: "NOT_SPECIFIED",
  errno: undefined,
  found: undefined,
  out: undefined,
  redirect: false,
};

function refused(reason: DropReason, errno?: InputRoute["errno"], found?: FibResult): InputRoute {
  answer.kind = "refused";
  answer.reason = reason;
  answer.errno = errno;
  answer.found = found;
  answer.out = undefined;
  answer.redirect = false;
  return answer;
}

function accepted(kind: InputRoute["kind"], found?: FibResult, out?: Device, redirect = false): InputRoute {
  answer.kind = kind;
  answer.errno = undefined;
  answer.found = found;
  answer.out = out;
  answer.redirect = redirect;
  return answer;
}

/**
 * The way of a packet with these addresses that came in by `device`. To be read before the next call.
 *
 * @param carried for rules that look at ports and marks
 * @param tunnel number of the tunnel that it came by, for rules that look at that
 * @param arp an ARP request asks: what would be sent back where it came from is of interest only to proxy_arp_pvlan
 */
export function routeInput4(
  net: Network,
  device: Device,
  source: Ipv4,
  destination: Ipv4,
  tos: number,
  arp = false,
  carried?: Pick<Ipv4Packet, "payload" | "mark">,
  tunnel?: number,
): InputRoute {
  const { conf, netns } = device;
  if (isIpv4Multicast(source) || source === IPV4_BROADCAST) return refused("IP_INVALID_SOURCE");
  if (destination === IPV4_BROADCAST || (source === 0 && destination === 0)) return broadcast(net, device, source, arp);
  if (isIpv4Zeronet(source)) return refused("IP_INVALID_SOURCE");
  if (isIpv4Zeronet(destination)) return refused("IP_INVALID_DEST");
  if ((isIpv4Loopback(destination) || isIpv4Loopback(source)) && !conf.routeLocalnet) return refused("IP_LOCALNET");
  // Most are for this host, and without rules of its own that is for the local table alone to say.
  if (!netns.settings.rules4 && addressType4(netns, destination) === "local") {
    const reason = validateSource(net, device, source, destination, tos, undefined);
    return typeof reason === "string" ? refused(reason) : accepted("local");
  }
  const found = lookupRoute(
    net.view.config,
    netns.id,
    { destination, source, iif: device.id, tos, payload: carried?.payload, mark: carried?.mark, tunnel },
    net.view.runtime,
  );
  const type = found.kind === "route" ? found.route.type : undefined;
  if (type === "broadcast" && !conf.broadcastForwarding) return broadcast(net, device, source, arp);
  if (type === "local") {
    const reason = validateSource(net, device, source, destination, tos, undefined);
    return typeof reason === "string" ? refused(reason) : accepted("local", found);
  }
  if (!conf.forwarding4) return refused("IP_INADDRERRORS", "EHOSTUNREACH", found);
  if (found.kind === "error") {
    const { errno } = found;
    if (errno === "EHOSTUNREACH" || errno === "EACCES" || errno === "EINVAL")
      return refused("NOT_SPECIFIED", errno, found);
    return refused("IP_INNOROUTES", "ENETUNREACH", found);
  }
  if (type !== "unicast" && type !== "broadcast") return refused("IP_INVALID_DEST", undefined, found);
  const out = found.nextHop.link === undefined ? undefined : net.device(found.nextHop.link);
  if (!out) return refused("IP_INVALID_DEST", undefined, found);
  const valid = validateSource(net, device, source, destination, tos, out);
  if (typeof valid === "string") return refused(valid, undefined, found);
  if (arp) {
    if (out === device && !conf.proxyArpPvlan) return refused("IP_INVALID_DEST");
    return accepted("forward", found, out);
  }
  const via = typeof found.nextHop.via === "number" ? found.nextHop.via : (0 as Ipv4);
  const redirect = out === device && valid && (conf.sharedMedia || onLink(out, source, via));
  return accepted("forward", found, out, redirect);
}

function broadcast(net: Network, device: Device, source: Ipv4, arp: boolean): InputRoute {
  if (arp) return refused("INVALID_PROTO");
  if (!isIpv4Zeronet(source)) {
    const reason = validateSource(net, device, source, 0 as Ipv4, 0, undefined);
    if (typeof reason === "string") return refused(reason);
  }
  return accepted("broadcast");
}

function validateSource(
  net: Network,
  device: Device,
  source: Ipv4,
  destination: Ipv4,
  tos: number,
  out: Device | undefined,
): DropReason | boolean {
  const { netns, link, conf } = device;
  const checked = {
    config: net.view.config,
    netns: netns.config,
    link,
    conf,
    l3mdev: device.l3master?.id,
    addresses: netns.addresses4,
  };
  return validateSource4(checked, source, destination, tos, out?.id);
}

/** inet_addr_onlink: both are in one network of the device. */
export function onLink({ link }: { readonly link: Pick<Link, "inet"> }, a: Ipv4, b: Ipv4): boolean {
  return link.inet.some(({ peer, prefixLength }) => {
    const mask = ipv4Mask(prefixLength);
    return ((a ^ peer) & mask) === 0 && (b === 0 || ((b ^ peer) & mask) === 0);
  });
}
