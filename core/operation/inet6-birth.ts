/** What a link begins with of IPv6 (ipv6_add_dev of net/ipv6/addrconf.c): when it is registered, and when its MTU allows it again. */
import { hasInet6 } from "../model/family-mtu.ts";
import type { NetnsId } from "../model/id.ts";
import { IFF, type Link } from "../model/link.ts";
import { ADDR_GEN_MODES } from "../model/sysctl.ts";
import type { Transaction } from "./transaction.ts";

type Conf = Readonly<Record<string, number>>;

/** Settings over defaults, without a copy where there is only one of both: most links share the namespace's record. */
export function over(defaults: Conf, own: Conf): Conf {
  if (isEmpty(own)) return defaults;
  return isEmpty(defaults) ? own : { ...defaults, ...own };
}

function isEmpty(conf: Conf): boolean {
  for (const _ in conf) return false;
  return true;
}

const QUIET: Conf = { accept_dad: -1 };
const LOOPBACK: Conf = { accept_dad: -1, use_tempaddr: -1 };

/** ipv6_add_dev: nobody asks about duplicates where nobody has to ask for addresses. */
export function conf6AtBirth({ flags, conf6 }: Link): Conf {
  if ((flags & (IFF.LOOPBACK | IFF.NOARP)) === 0) return conf6;
  return over(flags & IFF.LOOPBACK ? LOOPBACK : QUIET, conf6);
}

/** By the namespace's defaults. */
export function inet6AtBirth(tx: Transaction, link: Link): Pick<Link, "conf6" | "addrGenMode" | "stableSecret"> {
  const { default: defaults } = tx.netns(link.netns).conf6;
  return {
    conf6: over(defaults, conf6AtBirth({ ...link, conf6: {} })),
    ...genModeAtBirth(tx, link.netns),
  };
}

/** Where the defaults have a secret, addresses are made of it. */
export function genModeAtBirth(tx: Transaction, netns: NetnsId): Pick<Link, "addrGenMode" | "stableSecret"> {
  const { stableSecret, conf6 } = tx.netns(netns);
  if (stableSecret !== undefined) return { addrGenMode: "stable_secret", stableSecret };
  return { addrGenMode: ADDR_GEN_MODES[conf6.default["addr_gen_mode"] ?? 0] ?? "eui64", stableSecret: undefined };
}

const GROUPS6_AT_BIRTH: readonly string[] = ["ff02::1", "ff01::1"];

/** The groups an interface is in from its registration on. */
export function groupsAtBirth(link: Pick<Link, "mtu" | "flags" | "conf6">): readonly string[] {
  if (!hasInet6(link)) return [];
  const routes = (link.conf6.forwarding ?? 0) !== 0 && (link.flags & IFF.MULTICAST) !== 0;
  return routes ? ["ff02::2", ...GROUPS6_AT_BIRTH] : GROUPS6_AT_BIRTH;
}
