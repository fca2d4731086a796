/** Writes below /proc/sys/net (net/ipv4/devinet.c, net/ipv4/sysctl_net_ipv4.c, net/ipv6/addrconf.c). */
import type { NetnsId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { ADDR_GEN_MODES, CONF4_DEFAULTS, CONF6_DEFAULTS, NET_SYSCTLS } from "../model/sysctl.ts";
import { conf6 } from "./conf.ts";
import { forwardInet6, inet6Enable } from "./inet6.ts";
import { netconfWord } from "./netconf.ts";
import type { Caller } from "./operation.ts";
import type { SysctlSet } from "./sysctl.ts";
import { DONE, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";

/** ENOENT no such name, EINVAL not a number or out of range. */
export function sysctlSet(tx: Transaction, caller: Caller, op: SysctlSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const conf = /^net\/(ipv4|ipv6)\/conf\/([^/]+)\/([^/]+)$/.exec(op.path);
  if (conf) {
    const [, family, device = "", name = ""] = conf;
    return family === "ipv4"
      ? setConf4(tx, netns, device, name, op.value)
      : setConf6(tx, netns, device, name, op.value);
  }
  const path = op.path.replace(/^net\//, "").replaceAll("/", ".");
  const entry = Object.hasOwn(NET_SYSCTLS, path) ? NET_SYSCTLS[path] : undefined;
  if (!entry) return refuse("ENOENT");
  if (entry.readOnly) return refuse("EACCES");
  let value: number | string;
  if (typeof entry.value === "number") {
    const number = readInteger(op.value);
    if (number === undefined || number < (entry.min ?? -0x80000000) || number > (entry.max ?? 0x7fffffff))
      return refuse("EINVAL");
    value = number;
  } else {
    const words = op.value.trim().split(/\s+/);
    if (/^[\d\s-]+$/.test(entry.value) && !words.every((word) => /^-?\d+$/.test(word))) return refuse("EINVAL");
    value = words.join("\t");
  }
  tx.draft.ownRecord(netns, "sysctls")[path] = value;
  if (path === "ipv4.ip_forward" && typeof value === "number") forwardAll4(tx, netns, value);
  tx.note("sysctl", "new", netns, op.path);
  return DONE;
}

/** proc_dointvec: a decimal, octal or hexadecimal number, nothing behind it. */
function readInteger(text: string): number | undefined {
  const word = text.trim();
  if (!/^-?(0x[0-9a-fA-F]+|\d+)$/.test(word)) return undefined;
  const magnitude = word.replace("-", "");
  const value = /^0\d/.test(magnitude) ? Number.parseInt(magnitude, 8) : Number(magnitude);
  if (Number.isNaN(value)) return undefined;
  const signed = word.startsWith("-") ? -value : value;
  return signed < -0x80000000 || signed > 0xffffffff ? undefined : signed;
}

/** Writes conf/all or conf/default. */
function setShared(
  tx: Transaction,
  netns: NetnsId,
  conf: "conf4" | "conf6",
  device: "all" | "default",
  name: string,
  value: number,
): void {
  const family = conf === "conf4" ? "inet" : "inet6";
  const word = tx.heard ? netconfWord(family, name) : undefined;
  if (word !== undefined && (tx.netns(netns)[conf][device][name] ?? 0) !== value)
    tx.tell("new", netns, { noun: "netconf", family, device, settings: { [word]: value } });
  const ns = tx.ownNetns(netns);
  ns[conf] = { ...ns[conf], [device]: { ...ns[conf][device], [name]: value } };
}

/** inet_forward_change: every interface takes the new value, and what is made later too. */
function forwardAll4(tx: Transaction, netns: NetnsId, value: number): void {
  setShared(tx, netns, "conf4", "all", "forwarding", value);
  setShared(tx, netns, "conf4", "default", "forwarding", value);
  tx.draft.ownRecord(netns, "sysctls")["ipv4.ip_forward"] = value;
  for (const link of tx.linksOf(netns)) setLinkConf4(tx, link, "forwarding", value);
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
  const word = tx.heard && value !== was ? netconfWord(family, name) : undefined;
  if (word !== undefined)
    tx.tell("new", link.netns, { noun: "netconf", family, device: link, settings: { [word]: value } });
}

function setConf4(tx: Transaction, netns: NetnsId, device: string, name: string, text: string): Outcome {
  if (!Object.hasOwn(CONF4_DEFAULTS, name)) return refuse("ENOENT");
  const link = device === "all" || device === "default" ? undefined : tx.linkByName(netns, device);
  if (!link && device !== "all" && device !== "default") return refuse("ENOENT");
  if (name === "mc_forwarding") return refuse("EACCES");
  const value = readInteger(text);
  if (value === undefined) return refuse("EINVAL");
  if (device === "all") {
    setShared(tx, netns, "conf4", "all", name, value);
    if (name === "forwarding") forwardAll4(tx, netns, value);
  } else if (device === "default") {
    setShared(tx, netns, "conf4", "default", name, value);
    // devinet_copy_dflt_conf: links that never had a value of their own follow.
    for (const one of tx.linksOf(netns)) {
      if (!Object.hasOwn(one.conf4, name)) tx.changeLink(one, { conf4: { ...one.conf4, [name]: value } });
    }
  } else if (link) setLinkConf4(tx, link, name, value);
  tx.note("sysctl", "new", netns, `net/ipv4/conf/${device}/${name}`);
  return DONE;
}

/** Ranges of IPv6 settings that have one (addrconf_sysctl of net/ipv6/addrconf.c). */
const CONF6_RANGE: Readonly<Record<string, readonly [number, number]>> = {
  hop_limit: [1, 255],
  addr_gen_mode: [0, 3],
  ioam6_id: [0, 65535],
  accept_ra_min_hop_limit: [-0x80000000, 0x7fffffff],
};

function setConf6(tx: Transaction, netns: NetnsId, device: string, name: string, text: string): Outcome {
  if (!Object.hasOwn(CONF6_DEFAULTS, name)) return refuse("ENOENT");
  const link = device === "all" || device === "default" ? undefined : tx.linkByName(netns, device);
  if (!link && device !== "all" && device !== "default") return refuse("ENOENT");
  if (name === "mc_forwarding") return refuse("EACCES");
  const value = readInteger(text);
  const range = CONF6_RANGE[name];
  if (value === undefined || (range && (value < range[0] || value > range[1]))) return refuse("EINVAL");
  if (link) setLinkConf6(tx, link, name, value);
  else if (device === "default") setShared(tx, netns, "conf6", "default", name, value);
  else {
    setShared(tx, netns, "conf6", "all", name, value);
    // disable_ipv6 and forwarding of `all` are written through to every interface and to `default`.
    if (name === "disable_ipv6" || name === "forwarding") {
      setShared(tx, netns, "conf6", "default", name, value);
      for (const one of tx.linksOf(netns)) setLinkConf6(tx, one, name, value);
    }
  }
  tx.note("sysctl", "new", netns, `net/ipv6/conf/${device}/${name}`);
  return DONE;
}

function setLinkConf6(tx: Transaction, before: Link, name: string, value: number): void {
  const was = conf6(before, name);
  const link = tx.changeLink(before, { conf6: { ...before.conf6, [name]: value } });
  tellSetting(tx, "inet6", link, name, value, was);
  if (name === "disable_ipv6" && (was === 0) !== (value === 0)) inet6Enable(tx, link.id, value === 0);
  if (name === "forwarding" && (was === 0) !== (value === 0)) forwardInet6(tx, link.id, value !== 0);
  if (name === "addr_gen_mode") {
    tx.changeLink(tx.link(link.id), { addrGenMode: ADDR_GEN_MODES[value] ?? "eui64" });
  }
}
