/**
 * What busybox's ip prints (networking/libiproute of 1.35): links, addresses, routes, neighbors and rules in the words of
 * an old iproute2, without protocols, operational states or groups.
 *
 * Absent: the next hops of multipath routes, which it does not print either.
 */
import { type Family, formatIp } from "../../../core/address/prefix.ts";
import type { Inet } from "../../../core/command/ip/address-print.ts";
import { selectAddresses } from "../../../core/command/ip/address-print.ts";
import type { AddressFilter, NeighborFilter, RouteFilter } from "../../../core/command/ip/command.ts";
import { selectLinks } from "../../../core/command/ip/link-print.ts";
import { selectNeighbors } from "../../../core/command/ip/neighbor.ts";
import { selectRoutes } from "../../../core/command/ip/route-print.ts";
import { linksOf, nameOf, type View } from "../../../core/command/ip/view.ts";
import { formatScope, formatTable } from "../../../core/command/names.ts";
import type { Lifetime } from "../../../core/model/address.ts";
import { IFF, isOperUp, isUp, type Link, lowerOf } from "../../../core/model/link.ts";
import type { Neighbor } from "../../../core/model/neighbor.ts";
import { type Route, TABLE } from "../../../core/model/route.ts";

export interface PrintOptions {
  readonly family: Family | "link" | undefined;
  readonly oneline: boolean;
}

const WORDS = [
  [IFF.LOOPBACK, "LOOPBACK"],
  [IFF.BROADCAST, "BROADCAST"],
  [IFF.POINTOPOINT, "POINTOPOINT"],
  [IFF.MULTICAST, "MULTICAST"],
  [IFF.NOARP, "NOARP"],
] as const;

/** print_link_flags: flags it has no word for come in hexadecimal. */
function flagsText(link: Link, masterDown: boolean): string {
  const up = isUp(link);
  const words: string[] = [];
  if (up && !isOperUp(link.operState)) words.push("NO-CARRIER");
  let rest = link.flags & ~IFF.UP;
  for (const [bit, word] of WORDS) {
    if (rest & bit) words.push(word);
    rest &= ~bit;
  }
  if (up) words.push("UP");
  if (up && link.carrier) words.push("LOWER_UP");
  // No comma before these.
  const text = words.join(",") + (rest === 0 ? "" : rest.toString(16));
  return masterDown ? `${text},M-DOWN` : text;
}

/** The first lines of a link. It looks the index of where it leads up in its own namespace, where it may be another link's. */
function linkText(view: View, link: Link, options: PrintOptions): string {
  let text = `${link.ifindex}: ${link.name}`;
  let masterDown = false;
  const lowerId = lowerOf(link);
  const peer = lowerId === undefined ? undefined : view.config.links[lowerId];
  if (peer) {
    const lower = linksOf(view).find(({ ifindex }) => ifindex === peer.ifindex);
    text += `@${lower?.name ?? `if${peer.ifindex}`}`;
    masterDown = !lower || !isUp(lower);
  }
  text += `: <${flagsText(link, masterDown)}> mtu ${link.mtu} `;
  if (options.family !== "inet6") {
    text += `qdisc ${link.qdisc} `;
    if (link.master !== undefined) text += `master ${nameOf(view, link.master)} `;
  }
  if (link.txQueueLength !== 0) text += `qlen ${link.txQueueLength}`;
  if (options.family === undefined || options.family === "link") {
    const type = link.kind.type === "loopback" ? "loopback" : "ether";
    text += `${newline(options)}    link/${type} ${link.mac} brd ${link.broadcast}`;
  }
  return `${text}\n`;
}

function newline({ oneline }: PrintOptions): string {
  return oneline ? "\\" : "\n";
}

function lifetimeText(lifetime: Lifetime, nowMicros: number): string {
  if (lifetime === "forever") return "forever";
  return `${Math.max(0, lifetime.seconds - Math.floor((nowMicros - lifetime.atMicros) / 1_000_000))}sec`;
}

/** IFA_F_NODAD and IFA_F_DADFAILED, which it has no words for. */
const NODAD = 0x02;
const DADFAILED = 0x08;

function addressText(view: View, link: Link, inet: Inet, options: PrintOptions): string {
  const { address } = inet;
  let text = options.oneline ? `${link.ifindex}: ${link.name}    ` : "    ";
  text += `${inet.family} ${formatIp(address.local)}`;
  if (address.peer !== undefined && address.peer !== address.local) text += ` peer ${formatIp(address.peer)}`;
  text += `/${address.prefixLength} `;
  if (inet.family === "inet" && inet.address.broadcast !== undefined)
    text += `brd ${formatIp(inet.address.broadcast)} `;
  text += `scope ${formatScope(address.scope)} `;
  if (inet.family === "inet") {
    if (inet.address.secondary) text += "secondary ";
    if (address.valid !== "forever") text += "dynamic ";
    text += inet.address.label;
  } else {
    if (inet.address.tentative) text += "tentative ";
    if (inet.address.deprecated) text += "deprecated ";
    if (!inet.address.permanent) text += "dynamic ";
    const rest = (inet.address.noDad ? NODAD : 0) | (inet.address.dadFailed ? DADFAILED : 0);
    if (rest !== 0) text += `flags ${rest.toString(16).padStart(2, "0")} `;
  }
  const now = view.runtime.nowMicros;
  const lifetimes = `valid_lft ${lifetimeText(address.valid, now)} preferred_lft ${lifetimeText(address.preferred, now)}`;
  return `${text}${newline(options)}       ${lifetimes}\n`;
}

/** `ip link show`. */
export function linksText(view: View, filter: AddressFilter, options: PrintOptions): string {
  return selectLinks(view, filter)
    .map((link) => linkText(view, link, { ...options, family: "link" }))
    .join("");
}

/** `ip addr show`: with a family or a prefix, only links that have such an address, and nothing of the link layer. */
export function addressesText(view: View, filter: AddressFilter, options: PrintOptions): string {
  const { family } = options;
  const wanted = family === "link" ? undefined : family;
  const about = filter.to === undefined ? wanted : typeof filter.to.address === "number" ? "inet" : "inet6";
  let text = "";
  for (const link of selectLinks(view, filter)) {
    const found = family === "link" ? [] : selectAddresses(link, filter, about);
    if (about !== undefined && found.length === 0) continue;
    if (!options.oneline) text += linkText(view, link, { ...options, family: family ?? about });
    for (const inet of found) text += addressText(view, link, inet, options);
  }
  return text;
}

function routeText(view: View, route: Route, filter: RouteFilter): string {
  const hop = route.nextHops[0];
  const device = hop?.link === undefined ? undefined : nameOf(view, hop.link);
  const { address, length } = route.destination;
  let text = route.type === "unicast" ? "" : `${route.type} `;
  const whole = typeof address === "number" ? 32 : 128;
  text += length === 0 ? "default " : `${formatIp(address)}${length === whole ? "" : `/${length}`} `;
  if (route.tos !== 0) text += `tos 0x${route.tos.toString(16).padStart(2, "0")} `;
  if (hop?.via !== undefined) text += `via ${formatIp(hop.via)} `;
  if (device !== undefined) text += `dev ${device} `;
  if (route.table !== TABLE.main && filter.table === 0) text += `table ${formatTable(route.table)} `;
  if (route.scope !== 0) text += `scope ${formatScope(route.scope)} `;
  if (route.prefSource !== undefined) text += ` src ${formatIp(route.prefSource)} `;
  if (route.metric !== 0 || route.family === "inet6") text += ` metric ${route.metric} `;
  if (hop?.dead) text += "dead ";
  if (hop?.onlink) text += "onlink ";
  return `${text}\n`;
}

/** `ip route show`. Of IPv6 it takes whatever is not `local` for the table main. */
export function routesText(view: View, filter: RouteFilter, options: PrintOptions): string {
  const family = options.family === "link" ? undefined : options.family;
  const v6 = family === "inet6" && filter.table !== 0;
  const routes = selectRoutes(view, v6 ? { ...filter, table: 0 } : filter, family).filter(
    (route) => !v6 || (route.type === "local") === (filter.table === TABLE.local),
  );
  return routes.map((route) => routeText(view, route, filter)).join("");
}

/** States in which a timer holds the entry. */
const TIMED = new Set(["INCOMPLETE", "REACHABLE", "DELAY", "PROBE"]);

function neighborText(view: View, neighbor: Neighbor, filter: NeighborFilter): string {
  let text = `${formatIp(neighbor.address)} `;
  if (filter.device === undefined) text += `dev ${nameOf(view, neighbor.link)} `;
  if (neighbor.mac !== undefined && neighbor.state !== "INCOMPLETE" && neighbor.state !== "FAILED")
    text += `lladdr ${neighbor.mac} `;
  if (neighbor.router) text += "router ";
  const age = (micros: number) => Math.floor((view.runtime.nowMicros - micros) / 1_000_000);
  if (TIMED.has(neighbor.state)) text += "ref 1 ";
  text += `used ${age(neighbor.usedMicros)}/${age(neighbor.confirmedMicros)}/${age(neighbor.updatedMicros)} `;
  return `${text}probes ${neighbor.probes} ${neighbor.state}\n`;
}

/** `ip neigh show`. */
export function neighborsText(view: View, filter: NeighborFilter, options: PrintOptions): string {
  const family = options.family === "link" ? undefined : options.family;
  return selectNeighbors(view, filter, family)
    .map((neighbor) => neighborText(view, neighbor, filter))
    .join("");
}
