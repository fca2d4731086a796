/** Writes below /proc/sys/net (net/ipv4/devinet.c, net/ipv4/sysctl_net_ipv4.c, net/ipv6/addrconf.c). */

import { parseIpv6 } from "../address/ipv6.ts";
import { familyOf } from "../address/prefix.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import type { NetnsId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { forgotten } from "../model/route-exception.ts";
import { ADDR_GEN_MODES, findSysctl, neighAlias, type SysctlPlace } from "../model/sysctl.ts";
import { CONF4_DEFAULTS } from "../model/sysctl-conf.ts";
import { NET_SYSCTLS } from "../model/sysctl-net.ts";
import { parseSetting } from "../model/sysctl-value.ts";
import { conf6 } from "./conf.ts";
import { keepRobustness } from "./group-reports.ts";
import { forwardInet6 } from "./inet6.ts";
import { inet6Enable, setGenMode } from "./inet6-link.ts";
import { sharesTables } from "./kind/vrf.ts";
import { limitLabels } from "./mpls-change.ts";
import { netconfWord } from "./netconf.ts";
import type { Caller } from "./operation.ts";
import { collectRoutes } from "./route-expiry.ts";
import { purgeDefaultRouters } from "./router-advertisement.ts";
import { secretOf } from "./stable-address.ts";
import type { SysctlSet } from "./sysctl.ts";
import { DONE, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";

/** Kinds of disciplines: those that cannot do without settings come to none where they are the default. */
const DEFAULT_QDISCS: ReadonlySet<string> = new Set(
  "pfifo_fast pfifo bfifo pfifo_head_drop fq_codel codel fq sfq pie cake drr prio tbf htb netem red noqueue ets mq multiq clsact ingress hfsc".split(
    " ",
  ),
);

/** ENOENT no such name, EACCES only to be read, EINVAL not a number or out of range. */
export function sysctlSet(tx: Transaction, caller: Caller, op: SysctlSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const found = findSysctl(tx.draft, netns, op.path);
  if (!found) return refuse("ENOENT");
  const { place, entry } = found;
  if (entry.readOnly) return refuse("EACCES");
  if (place.name === "stable_secret" && place.kind === "conf") return setSecret(tx, netns, place, op.value);
  const parsed = parseSetting(entry, op.value, found.value);
  if (!parsed.ok) return refuse(parsed.error);
  const { value } = parsed;
  if (place.kind === "net") {
    // qdisc_set_default: one that there is, or that is loaded for it.
    if (place.name === "core.default_qdisc" && !DEFAULT_QDISCS.has(String(value))) return refuse("ENOENT");
    if (!fits(tx, netns, place.name, value)) return refuse("EINVAL");
    // vrf_strict_mode_change.
    if (place.name === "vrf.strict_mode" && value === 1 && found.value !== 1 && sharesTables(tx, netns))
      return refuse("EBUSY");
    if (entry.type === "flush") {
      // ipv6_sysctl_rtcache_flush: that of IPv6 takes what is old.
      if (place.name.startsWith("ipv6.")) collectRoutes(tx, netns);
      const exceptions = place.name.startsWith("ipv4.") ? tx.runtime.exceptions.get(netns) : undefined;
      for (const [destination, list] of exceptions ?? [])
        if (familyOf(destination) === "inet") exceptions?.set(destination, list.map(forgotten));
      return DONE;
    }
    if (place.name === "ipv4.igmp_qrv") keepRobustness(tx.runtime, tx.netns(netns));
    tx.draft.ownRecord(netns, "sysctls")[place.name] = value;
    if (place.name === "mpls.platform_labels") limitLabels(tx, netns, Number(value));
    if (place.name === "ipv4.ip_forward") forwardAll4(tx, netns, Number(value));
  } else if (place.kind === "mpls") tx.changeLink(place.device, { mplsInput: Number(value) });
  else if (place.kind === "neigh") setNeigh(tx, place, Number(value));
  else if (place.family === "ipv4") setConf4(tx, netns, place, Number(value));
  else if (!setConf6(tx, netns, place, Number(value))) return refuse("EINVAL");
  tx.note("sysctl", "new", netns, op.path);
  return DONE;
}

/**
 * addrconf_sysctl_stable_secret: what is no address is no secret. With it addresses are made of it from now on, on all links where it
 * is the defaults'; those that are there stay.
 */
function setSecret(tx: Transaction, netns: NetnsId, { device }: DevicePlace, text: string): Outcome {
  const stableSecret = parseIpv6(text.split("\n")[0] ?? "");
  if (device === "all" || stableSecret === undefined) return refuse("EIO");
  if (typeof device !== "string") {
    tx.changeLink(device, { stableSecret, addrGenMode: "stable_secret" });
    return DONE;
  }
  tx.ownNetns(netns).stableSecret = stableSecret;
  for (const link of tx.linksOf(netns)) if (hasInet6(link)) tx.changeLink(link, { addrGenMode: "stable_secret" });
  return DONE;
}

/** Ports for everybody begin above those for the privileged (ipv4_local_port_range, ipv4_privileged_ports). */
function fits(tx: Transaction, netns: NetnsId, name: string, value: number | string): boolean {
  const { sysctls } = tx.netns(netns);
  const lowest = (range: number | string) => Number(String(range).split("\t")[0]);
  if (name === "ipv4.ip_local_port_range")
    return lowest(value) >= Number(sysctls["ipv4.ip_unprivileged_port_start"] ?? 1024);
  if (name === "ipv4.ip_unprivileged_port_start")
    return Number(value) <= lowest(sysctls["ipv4.ip_local_port_range"] ?? "32768");
  // ip4_frags_ns_ctl_register, ip6_frags_ns_sysctl_register: neither goes past the other.
  const now = (other: string) => Number(sysctls[other] ?? NET_SYSCTLS[other]?.value);
  if (/frag_high_thresh$/.test(name)) return Number(value) >= now(name.replace("high", "low"));
  if (/frag_low_thresh$/.test(name)) return Number(value) <= now(name.replace("low", "high"));
  return true;
}

type DevicePlace = Extract<SysctlPlace, { family: unknown }>;

/** Writes conf/all or conf/default. */
function setShared(
  tx: Transaction,
  netns: NetnsId,
  conf: "conf4" | "conf6",
  device: "all" | "default",
  name: string,
  value: number,
  told = true,
): void {
  const family = conf === "conf4" ? "inet" : "inet6";
  const word = tx.heard && told ? netconfWord(family, name) : undefined;
  if (word !== undefined && isNews(family, name, value, tx.netns(netns)[conf][device][name] ?? 0))
    tx.tell("new", netns, { noun: "netconf", family, device, settings: { [word]: value } });
  const ns = tx.ownNetns(netns);
  ns[conf] = { ...ns[conf], [device]: { ...ns[conf][device], [name]: value } };
}

/** addrconf_fixup_forwarding: of IPv6's forwarding it is told whether it is on. */
function isNews(family: "inet" | "inet6", name: string, value: number, was: number): boolean {
  return family === "inet6" && name === "forwarding" ? (value === 0) !== (was === 0) : value !== was;
}

function setNeigh(tx: Transaction, { device, family, name }: DevicePlace, value: number): void {
  if (typeof device === "string") return;
  const field = family === "ipv4" ? "neigh4" : "neigh6";
  const alias = neighAlias(family, name);
  const change = alias ? { [alias.of]: alias.write(value) } : { [name]: value };
  tx.changeLink(device, { [field]: { ...device[field], ...change } });
}

/** inet_forward_change: every interface takes the new value, and what is made later too; all of them are told of, as if it were new to them. */
function forwardAll4(tx: Transaction, netns: NetnsId, value: number): void {
  // devinet_sysctl_forward: what was so already is written to nobody.
  if ((tx.netns(netns).conf4.all["forwarding"] ?? 0) === value) return;
  const tell = (device: Link | "all" | "default") => {
    if (tx.heard) tx.tell("new", netns, { noun: "netconf", family: "inet", device, settings: { forwarding: value } });
  };
  setShared(tx, netns, "conf4", "all", "forwarding", value, false);
  setShared(tx, netns, "conf4", "default", "forwarding", value, false);
  // What a router hears of better ways it does not believe unless told to.
  setShared(tx, netns, "conf4", "all", "accept_redirects", value === 0 ? 1 : 0);
  tx.draft.ownRecord(netns, "sysctls")["ipv4.ip_forward"] = value;
  tell("all");
  tell("default");
  for (const link of tx.linksOf(netns)) {
    const { conf4 } = link;
    // Most have it already where it is written again after one of them was set apart.
    tell(conf4["forwarding"] === value ? link : tx.changeLink(link, { conf4: { ...conf4, forwarding: value } }));
  }
}

function setLinkConf4(tx: Transaction, before: Link, name: string, value: number): void {
  const link = tx.changeLink(before, { conf4: { ...before.conf4, [name]: value } });
  tellSetting(tx, "inet", link, name, value, before.conf4[name] ?? CONF4_DEFAULTS[name] ?? 0);
}

function tellSetting(
  tx: Transaction,
  family: "inet" | "inet6",
  link: Link,
  name: string,
  value: number,
  was: number,
): void {
  const word = tx.heard && isNews(family, name, value, was) ? netconfWord(family, name) : undefined;
  if (word !== undefined)
    tx.tell("new", link.netns, { noun: "netconf", family, device: link, settings: { [word]: value } });
}

/** Written to conf/default, these stay there (ipv4_doint_and_flush, devinet_sysctl_forward). */
const NOT_COPIED: readonly string[] = [
  "disable_policy",
  "disable_xfrm",
  "drop_unicast_in_l2_multicast",
  "forwarding",
  "promote_secondaries",
  "route_localnet",
];

function setConf4(tx: Transaction, netns: NetnsId, { device, name }: DevicePlace, value: number): void {
  if (typeof device !== "string") {
    if (device.conf4Own !== "all") tx.changeLink(device, { conf4Own: [...device.conf4Own, name] });
    setLinkConf4(tx, tx.link(device.id), name, value);
    return;
  }
  if (device === "all" && name === "forwarding") {
    forwardAll4(tx, netns, value);
    return;
  }
  setShared(tx, netns, "conf4", device, name, value);
  if (device === "default" && !NOT_COPIED.includes(name)) {
    // devinet_copy_dflt_conf: links that never had a value of their own follow.
    for (const one of tx.linksOf(netns)) {
      if (one.conf4Own !== "all" && !one.conf4Own.includes(name))
        tx.changeLink(one, { conf4: { ...one.conf4, [name]: value } });
    }
  }
}

/** Written to conf/all, these go to every interface, and all but the last to conf/default. */
const FOR_EVERY_LINK: readonly string[] = [
  "addr_gen_mode",
  "disable_ipv6",
  "forwarding",
  "ignore_routes_with_linkdown",
  "force_forwarding",
];

/** False: the value does not do here. */
function setConf6(tx: Transaction, netns: NetnsId, { device, name }: DevicePlace, value: number): boolean {
  // check_stable_privacy.
  if (name === "addr_gen_mode" && value === 2 && typeof device !== "string" && secretOf(tx, device) === undefined)
    return false;
  if (typeof device !== "string") {
    setLinkConf6(tx, device, name, value);
    if (name === "forwarding" && value !== 0) purgeDefaultRouters(tx, netns);
    return true;
  }
  if (device === "all" && name === "forwarding" && value !== 0) purgeDefaultRouters(tx, netns);
  // addrconf_fixup_forwarding: that all have the new value is told when they have it.
  if (device === "all" && FOR_EVERY_LINK.includes(name)) {
    if (name !== "force_forwarding")
      setShared(tx, netns, "conf6", "default", name, value, name !== "ignore_routes_with_linkdown");
    for (const one of tx.linksOf(netns)) setLinkConf6(tx, one, name, value);
  }
  setShared(tx, netns, "conf6", device, name, value);
  return true;
}

function setLinkConf6(tx: Transaction, before: Link, name: string, value: number): void {
  const was = conf6(before, name);
  const link = tx.changeLink(before, { conf6: { ...before.conf6, [name === "mtu" ? "mtu6" : name]: value } });
  if (name === "disable_ipv6" && (was === 0) !== (value === 0)) inet6Enable(tx, link.id, value === 0);
  if (name === "forwarding" && (was === 0) !== (value === 0)) forwardInet6(tx, link.id, value !== 0);
  tellSetting(tx, "inet6", link, name, value, was);
  if (name === "addr_gen_mode") setGenMode(tx, link.id, ADDR_GEN_MODES[value] ?? "eui64");
}
