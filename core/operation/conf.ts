/** Per-interface settings (conf/DEV) as they are in force: the link's own value, else what it was made with. */
import type { Link } from "../model/link.ts";
import { CONF4_DEFAULTS, CONF6_DEFAULTS } from "../model/sysctl-conf.ts";
import type { Transaction } from "./transaction.ts";

/** IN_DEV_MAXCONF-like settings: the larger of the link's and `all`'s. */
export function conf4(tx: Transaction, link: Link, name: string): number {
  const all = tx.netns(link.netns).conf4.all[name] ?? CONF4_DEFAULTS[name] ?? 0;
  return Math.max(all, link.conf4[name] ?? CONF4_DEFAULTS[name] ?? 0);
}

/** The link's own IPv6 setting. */
export function conf6(link: Link, name: string): number {
  return link.conf6[name] ?? CONF6_DEFAULTS[name] ?? 0;
}

/** How an address is looked after before it is used: the larger of the link's `accept_dad` and `all`'s (addrconf_dad_begin). */
export function acceptDad(tx: Transaction, link: Link): number {
  return Math.max(tx.netns(link.netns).conf6.all["accept_dad"] ?? 0, conf6(link, "accept_dad"));
}
