/** The settings of an interface that rtnetlink tells of (RTM_NEWNETCONF; inet_netconf_fill_devconf, inet6_netconf_fill_devconf). */
import type { Link } from "../model/link.ts";
import { CONF4_DEFAULTS, CONF6_DEFAULTS } from "../model/sysctl-conf.ts";
import type { Transaction } from "./transaction.ts";

type Settings = Readonly<Record<string, number>>;

/** Names as `ip netconf` prints them, in its order, and those under /proc/sys. */
const INET = [
  ["forwarding", "forwarding"],
  ["rp_filter", "rp_filter"],
  ["mc_forwarding", "mc_forwarding"],
  ["proxy_neigh", "proxy_arp"],
  ["ignore_routes_with_linkdown", "ignore_routes_with_linkdown"],
] as const;
const INET6 = [
  ["forwarding", "forwarding"],
  ["mc_forwarding", "mc_forwarding"],
  ["proxy_neigh", "proxy_ndp"],
  ["ignore_routes_with_linkdown", "ignore_routes_with_linkdown"],
] as const;

/** All of them: an interface's, or those of `all` and `default`. */
export function netconf(family: "inet" | "inet6", conf: Settings): Settings {
  const defaults = family === "inet" ? CONF4_DEFAULTS : CONF6_DEFAULTS;
  const names = family === "inet" ? INET : INET6;
  return Object.fromEntries(names.map(([word, name]) => [word, conf[name] ?? defaults[name] ?? 0]));
}

/** The word for a setting under /proc/sys, if rtnetlink tells of it. */
export function netconfWord(family: "inet" | "inet6", name: string): string | undefined {
  return (family === "inet" ? INET : INET6).find(([, path]) => path === name)?.[0];
}

export function netconfOf(family: "inet" | "inet6", link: Link): Settings {
  return netconf(family, family === "inet" ? link.conf4 : link.conf6);
}

/** All settings of a link whose part for a family is new, or none of one that goes (inet_netconf_notify_devconf and its like). */
export function tellNetconf(tx: Transaction, verb: "new" | "delete", link: Link, family: "inet" | "inet6"): void {
  if (!tx.heard) return;
  const settings = verb === "new" ? netconfOf(family, link) : {};
  tx.tell(verb, link.netns, { noun: "netconf", family, device: link, settings });
}
