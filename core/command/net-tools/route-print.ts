/**
 * The routing tables as `route` and `netstat -r` print them from /proc/net/route and /proc/net/ipv6_route (lib/inet_gr.c and
 * lib/inet6_gr.c of net-tools 2.10).
 *
 * Same as Linux: the main table alone for IPv4 (with the local one for IPv6), one line a route, rejecting types, flags.
 * Simplified: of IPv6, how often a route was used and by how many is not counted: 0 and 1; with several next hops only the
 * first is shown, as /proc shows it.
 */
import { formatIpv4, type Ipv4, ipv4Mask } from "../../address/ipv4.ts";
import type { Ipv6 } from "../../address/ipv6.ts";
import { formatIp } from "../../address/prefix.ts";
import { type Route, TABLE } from "../../model/route.ts";
import { hereOf, nameOf, type View } from "../ip/view.ts";
import { nameOfNetwork } from "../network-names.ts";
import type { NetToolsHost } from "./device.ts";

/** How a route table is shown. */
export interface RouteShow {
  readonly numeric: boolean;
  /** What names an address, where names are to be shown. */
  readonly nameOf?: NetToolsHost["nameOf"];
  /** `-e` twice shows everything; `netstat` shows what `-e` once does. */
  readonly extended: "metric" | "window" | "all" | "none";
}

const DETAILS = ["none", "metric", "window", "all"] as const;

/** What of INET_rprint's forms is shown: two bits of a number (FLAG_EXT), of which 0 has no lines at all. */
export function detailOf(extended: number): RouteShow["extended"] {
  return DETAILS[extended & 3] ?? "none";
}

const HEADS: Readonly<Record<Exclude<RouteShow["extended"], "none">, string>> = {
  metric: "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface",
  window: "Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface",
  all: "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface    MSS   Window irtt",
};

/** fib_route_seq_show leaves broadcast and multicast routes out; only these say RTF_REJECT (fib_props, fib_flag_trans). */
function rejects(route: Route): boolean {
  return route.type === "unreachable" || route.type === "prohibit";
}

/** Without a main table the file has not even its heading, which the programs take for a mistake: status 1 (fib_route_seq_start). */
export function status4(view: View): number {
  return hereOf(view).tables4?.[TABLE.main] ? 0 : 1;
}

export function printRoutes4(view: View, show: RouteShow): string {
  const title = "Kernel IP routing table";
  if (show.extended === "none") return `${title}\n`;
  const lines = [title, HEADS[show.extended]];
  for (const route of hereOf(view).routes4) {
    if (route.table !== TABLE.main || route.type === "broadcast" || route.type === "multicast") continue;
    lines.push(routeLine4(view, route, show));
  }
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** INET_rresolve: a network by the names of networks, a host by those of hosts, of which fifteen characters are shown. */
function nameOf4(address: Ipv4, host: boolean, { numeric, nameOf }: RouteShow): string {
  const name = numeric || address === 0 ? undefined : host ? nameOf?.(address) : nameOfNetwork(address);
  return (name ?? formatIpv4(address)).slice(0, 15);
}

function routeLine4(view: View, route: Route, show: RouteShow): string {
  const { numeric, extended } = show;
  const [hop] = route.nextHops;
  const destination = route.destination.address as Ipv4;
  const mask = ipv4Mask(route.destination.length) as Ipv4;
  const via = typeof hop?.via === "number" ? hop.via : (0 as Ipv4);
  const reject = rejects(route);
  // What stands for 0.0.0.0/0 by name; a gateway of nothing has none.
  const target =
    destination === 0 && route.destination.length === 0 && !numeric
      ? "default"
      : nameOf4(destination, route.destination.length === 32, show);
  const gateway = reject ? "-" : nameOf4(via, true, show);
  const flags = `${reject ? "!" : "U"}${via === 0 ? "" : "G"}${route.destination.length === 32 ? "H" : ""}`;
  const device = reject ? "-" : hop ? nameOf(view, hop.link) : "*";
  const { metrics } = route;
  const mss = metrics["advmss"] === undefined ? 0 : metrics["advmss"] + 40;
  const window = metrics["window"] ?? 0;
  const irtt = Math.floor((metrics["rtt"] ?? 0) / 8);
  const left = `${target.padEnd(15)} ${gateway.padEnd(15)} ${formatIpv4(mask).padEnd(15)} `;
  if (extended === "window") {
    const figures = reject
      ? `${"-".padStart(5)} ${"-".padEnd(5)}${"-".padStart(7)}`
      : `${String(mss).padStart(5)} ${String(window).padEnd(5)}${String(irtt).padStart(7)}`;
    return `${left}${flags.padEnd(5)} ${figures} ${device}`;
  }
  const figures = `${flags.padEnd(5)} ${String(route.metric | 0).padEnd(6)} ${(reject ? "-" : "0").padEnd(2)} ${"0".padStart(7)}`;
  if (extended === "metric") return `${left}${figures} ${device}`;
  const rest = reject
    ? `${"-".padEnd(5)} ${"-".padEnd(6)} -`
    : `${String(mss).padEnd(5)} ${String(window).padEnd(6)} ${irtt}`;
  return `${left}${figures} ${device.slice(0, 6).padEnd(8)} ${rest}`;
}

export const HEAD6 = "Destination                    Next Hop                   Flag Met Ref  Use If";
/** Types of routes that refuse: /proc/net/ipv6_route says of all that they reject. */
const REJECTING6 = ["unreachable", "prohibit", "blackhole", "throw"];

/**
 * The routes of /proc/net/ipv6_route in its order: table by table, as their numbers fall into a hash, each with what refuses
 * (ip6_null_entry) where it has no default route. The main and the local table are there from the beginning.
 */
export function listedRoutes6(routes: Iterable<Route>): readonly (Route | "refusal")[] {
  const tables = new Map<number, Route[]>([
    [TABLE.main, []],
    [TABLE.local, []],
  ]);
  for (const route of routes) {
    const known = tables.get(route.table);
    if (known) known.push(route);
    else tables.set(route.table, [route]);
  }
  const inOrder = [...tables].sort(([a], [b]) => (a & 255) - (b & 255));
  return inOrder.flatMap(([, list]): (Route | "refusal")[] => {
    const root = list.some(({ destination }) => destination.length === 0);
    return root ? list : [...list, "refusal"];
  });
}

export function printRoutes6(
  view: View,
  { numeric, nameOf: hostNamed }: Pick<RouteShow, "numeric" | "nameOf">,
): string {
  const lines = ["Kernel IPv6 routing table", HEAD6];
  const bare = (address: string) => {
    if (numeric) return address;
    return address === "::" ? "[::]" : (hostNamed?.(address as Ipv6) ?? address);
  };
  for (const route of listedRoutes6(hereOf(view).routes6)) {
    if (route === "refusal") {
      lines.push(
        `${`${bare("::")}/0`.padEnd(30)} ${bare("::").padEnd(26)} !n   -1  1      0 ${nameOf(view, hereOf(view).byIndex.get(1))}`,
      );
      continue;
    }
    const [hop] = route.nextHops;
    const destination = `${bare(formatIp(route.destination.address))}/${route.destination.length}`;
    const via = hop?.via === undefined ? "::" : formatIp(hop.via);
    const local = route.type === "local" || route.type === "anycast";
    // fib6_is_reject: what is not local leads nowhere over lo.
    const over = hop?.link === undefined ? undefined : view.config.links[hop.link];
    const reject = REJECTING6.includes(route.type) || (route.type === "unicast" && over?.kind.type === "loopback");
    const flags = `${reject ? "!" : "U"}${hop?.via === undefined ? "" : "G"}${route.destination.length === 128 && !local && !reject ? "H" : ""}${local || reject ? "n" : ""}`;
    lines.push(
      `${destination.padEnd(30)} ${bare(via).padEnd(26)} ${flags.padEnd(4)} ${String(route.metric | 0).padEnd(3)} 1      0 ${nameOf(view, hop?.link)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
