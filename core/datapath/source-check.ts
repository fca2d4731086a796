/**
 * Whether a packet with this source may come in by this device (fib_validate_source of net/ipv4/fib_frontend.c; RFC 3704).
 */
import type { Ipv4 } from "../address/ipv4.ts";
import { SCOPE } from "../model/address.ts";
import type { Config } from "../model/config.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import type { DropReason } from "../trace.ts";
import type { DeviceConf } from "./device-conf.ts";
import { type FibResult, lookupRoute } from "./fib.ts";

/** A device as this asks of it. */
export interface SourceCheck {
  readonly config: Config;
  readonly netns: Netns;
  readonly link: Link;
  readonly conf: Pick<DeviceConf, "rpFilter" | "acceptLocal" | "sendRedirects">;
  /** The VRF device that it belongs to. */
  readonly l3mdev: LinkId | undefined;
  /** What the namespace's links have, whether they are up or not (inet_addr_lst). */
  readonly addresses: ReadonlySet<Ipv4>;
}

/**
 * Without reverse path filtering only our own addresses are refused; strict filtering wants the way back to be by the same
 * device, loose filtering any way back.
 *
 * @param out the device a packet leaves by again; undefined for what is for this host
 * @returns why not, or whether the source is a neighbor on the network of the device, as far as that was looked at
 */
export function validateSource4(
  device: SourceCheck,
  source: Ipv4,
  destination: Ipv4,
  tos: number,
  out: LinkId | undefined,
): DropReason | boolean {
  const { conf, config, netns, link, l3mdev } = device;
  const mode = conf.rpFilter;
  if (mode === 0 && (out !== link.id || !conf.sendRedirects)) {
    if (conf.acceptLocal) return false;
    // As long as nobody made rules or local routes: what else the local table has may come in.
    if (!netns.localTableApart && !netns.localRoutesMade)
      return device.addresses.has(source) ? "IP_LOCAL_SOURCE" : false;
  }
  const query = { destination: source, source: destination, iif: out, l3mdev, tos };
  const back = lookupRoute(config, netns.id, query);
  if (back.kind === "route") {
    const { route } = back;
    if (route.type !== "unicast") {
      if (route.type !== "local") return "IP_INVALID_SOURCE";
      if (!conf.acceptLocal) return "IP_LOCAL_SOURCE";
    }
    if (route.nextHops.some((hop) => hop.link === link.id)) return isNeighbor(back);
    if (route.type === "local" && link.kind.type === "loopback") return isNeighbor(back);
    if (link.inet.length > 0) {
      if (mode === 1) return "IP_RPFILTER";
      const here = lookupRoute(config, netns.id, { ...query, oif: link.id });
      return here.kind === "route" && here.route.type === "unicast" && isNeighbor(here);
    }
  }
  return mode === 0 ? false : "IP_RPFILTER";
}

/** nhc_scope: reached without a gateway. */
function isNeighbor(found: Extract<FibResult, { kind: "route" }>): boolean {
  return found.nextHop.via === undefined && found.route.scope >= SCOPE.link;
}
