/**
 * The tree below /proc/sys/net as a namespace has it: what there is, and what it holds.
 *
 * Same as Linux: names and what a fresh namespace has in them (asked of Linux 6.18, in a namespace other than the first:
 * there, neigh/ has no `default`, and the sizes of socket buffers cannot be written), and what only the first has
 * (sysctl-first.ts). Absent: mptcp, netfilter, unix.
 */

import { type Ipv6, ipv6Words } from "../address/ipv6.ts";
import type { Config } from "./config.ts";
import { hasInet4, hasInet6 } from "./family-mtu.ts";
import type { NetnsId } from "./id.ts";
import type { Link } from "./link.ts";
import type { Netns } from "./netns.ts";
import {
  CONF4,
  CONF4_ALL,
  CONF4_DEFAULTS,
  CONF6,
  CONF6_ALL,
  CONF6_DEFAULTS,
  NEIGH,
  neighDefaults,
} from "./sysctl-conf.ts";
import { FIRST_SYSCTLS } from "./sysctl-first.ts";
import { NET_SYSCTLS } from "./sysctl-net.ts";
import type { SysctlEntry } from "./sysctl-value.ts";

/** Numbered as addr_gen_mode and IFLA_INET6_ADDR_GEN_MODE number them. */
export const ADDR_GEN_MODES = ["eui64", "none", "stable_secret", "random"] as const;

/** Of ethernet frames, what one occupies: `unres_qlen` counts in these (SKB_TRUESIZE(ETH_FRAME_LEN)). */
const QUEUED_FRAME = 2090;

/** Other names of neighbor settings, and how their values go over into those of the first name. */
interface Alias {
  readonly of: string;
  readonly entry: SysctlEntry;
  readonly read: (value: number) => number;
  readonly write: (value: number) => number;
}

const JIFFY_MILLIS = 4;
const ALIASES: Readonly<Record<string, Alias>> = {
  base_reachable_time: {
    of: "base_reachable_time_ms",
    entry: { value: 30, type: "seconds" },
    read: (millis) => Math.floor(millis / 1000),
    write: (seconds) => seconds * 1000,
  },
  retrans_time: {
    of: "retrans_time_ms",
    entry: { value: 100, type: "userhz" },
    read: (millis) => Math.floor((millis / JIFFY_MILLIS) * 0.4),
    write: (hundredths) => Math.floor(hundredths * 2.5) * JIFFY_MILLIS,
  },
  unres_qlen: {
    of: "unres_qlen_bytes",
    entry: { value: 101, min: 0, max: Math.floor(0x7fffffff / QUEUED_FRAME) },
    read: (bytes) => Math.floor(bytes / QUEUED_FRAME),
    write: (frames) => frames * QUEUED_FRAME,
  },
};
/** IPv6 counts this one in jiffies (ndisc_ifinfo_sysctl_change). */
const RETRANS_TIME6: Alias = {
  of: "retrans_time_ms",
  entry: { value: 250 },
  read: (millis) => millis / JIFFY_MILLIS,
  write: (jiffies) => jiffies * JIFFY_MILLIS,
};

export function neighAlias(family: "ipv4" | "ipv6", name: string): Alias | undefined {
  if (!Object.hasOwn(ALIASES, name)) return undefined;
  return family === "ipv6" && name === "retrans_time" ? RETRANS_TIME6 : ALIASES[name];
}

/** Where in the tree a file is. */
export type SysctlPlace =
  | { readonly kind: "net"; readonly name: string }
  /** net/mpls/conf/DEV/input. */
  | { readonly kind: "mpls"; readonly device: Link; readonly name: string }
  | {
      readonly kind: "conf" | "neigh";
      readonly family: "ipv4" | "ipv6";
      /** `all` and `default` of conf, or a link. */
      readonly device: "all" | "default" | Link;
      readonly name: string;
    };

interface Sysctl {
  readonly place: SysctlPlace;
  readonly entry: SysctlEntry;
  readonly value: number | string;
}

/** A file of the tree; undefined when there is none. `path` has slashes: `net/ipv4/ip_forward`. */
export function findSysctl(config: Pick<Config, "links" | "netns">, id: NetnsId, path: string): Sysctl | undefined {
  const netns = config.netns[id];
  if (!netns || !path.startsWith("net/")) return undefined;
  const parts = path.split("/");
  const [, family, kind, on = "", name = ""] = parts;
  if (parts.length === 5 && (family === "ipv4" || family === "ipv6") && (kind === "conf" || kind === "neigh")) {
    const shared = kind === "conf" && (on === "all" || on === "default");
    const device = shared ? on : linkOf(config, netns, family, on);
    if (!device) return undefined;
    return kind === "conf" ? findConf(netns, family, device, name) : findNeigh(family, device as Link, name);
  }
  if (family === "mpls" && !netns.mplsLoaded) return undefined;
  if (family === "mpls" && kind === "conf") {
    const device = parts.length === 5 && name === "input" ? linkOf(config, netns, family, on) : undefined;
    return device && { place: { kind: "mpls", device, name }, entry: { value: 0 }, value: device.mplsInput ?? 0 };
  }
  const dotted = path.slice("net/".length).replaceAll("/", ".");
  const entry = entryOf(netns, dotted);
  if (!entry || path.includes(".")) return undefined;
  // What only the first namespace may set of these holds in all.
  const first = entry.readOnly && Object.hasOwn(FIRST_SYSCTLS, dotted) ? netns.init : undefined;
  const holder = first === undefined ? netns : config.netns[first];
  return { place: { kind: "net", name: dotted }, entry, value: holder?.sysctls[dotted] ?? entry.value };
}

/** What mpls_router brings (mpls_table of net/mpls/af_mpls.c). */
const MPLS: Readonly<Record<string, SysctlEntry>> = {
  "mpls.platform_labels": { value: 0, min: 0, max: 0x100000 },
  "mpls.ip_ttl_propagate": { value: 1, min: 0, max: 1 },
  "mpls.default_ttl": { value: 255, min: 1, max: 255 },
};

function entryOf(netns: Netns, dotted: string): SysctlEntry | undefined {
  if (netns.init === netns.id && Object.hasOwn(FIRST_SYSCTLS, dotted)) return FIRST_SYSCTLS[dotted];
  if (Object.hasOwn(MPLS, dotted)) return MPLS[dotted];
  return Object.hasOwn(NET_SYSCTLS, dotted) ? NET_SYSCTLS[dotted] : undefined;
}

function hasFamily(link: Link, family: "ipv4" | "ipv6" | "mpls"): boolean {
  if (family === "mpls") return true;
  return family === "ipv4" ? hasInet4(link) : hasInet6(link);
}

/** By its name, not by an alternative one. */
function linkOf(
  config: Pick<Config, "links">,
  netns: Netns,
  family: "ipv4" | "ipv6" | "mpls",
  name: string,
): Link | undefined {
  const id = netns.names.get(name);
  const link = id === undefined ? undefined : config.links[id];
  return link?.name === name && hasFamily(link, family) ? link : undefined;
}

function findConf(
  netns: Netns,
  family: "ipv4" | "ipv6",
  device: "all" | "default" | Link,
  name: string,
): Sysctl | undefined {
  const entries = family === "ipv4" ? CONF4 : CONF6;
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (!entry) return undefined;
  const place: SysctlPlace = { kind: "conf", family, device, name };
  if (typeof device === "string") {
    if (name === "stable_secret")
      return { place, entry, value: device === "default" ? secretText(netns.stableSecret) : "" };
    const own = (family === "ipv4" ? netns.conf4 : netns.conf6)[device];
    const first = device === "all" ? (family === "ipv4" ? CONF4_ALL : CONF6_ALL) : {};
    return { place, entry, value: own[name] ?? (first as Record<string, number>)[name] ?? entry.value };
  }
  if (family === "ipv6" && name === "mtu")
    return { place, entry: { ...entry, max: device.mtu }, value: device.conf6.mtu6 ?? device.mtu };
  if (family === "ipv6" && name === "addr_gen_mode")
    return { place, entry, value: ADDR_GEN_MODES.indexOf(device.addrGenMode) };
  const defaults = family === "ipv4" ? CONF4_DEFAULTS : CONF6_DEFAULTS;
  const own = family === "ipv4" ? device.conf4 : device.conf6;
  if (name === "stable_secret") return { place, entry, value: secretText(device.stableSecret) };
  return { place, entry, value: own[name] ?? defaults[name] ?? 0 };
}

/** `%pI6`: all eight words in four digits; nothing where there is no secret. */
function secretText(secret: Ipv6 | undefined): string {
  if (secret === undefined) return "";
  return ipv6Words(secret)
    .map((word) => word.toString(16).padStart(4, "0"))
    .join(":");
}

function findNeigh(family: "ipv4" | "ipv6", device: Link, name: string): Sysctl | undefined {
  const place: SysctlPlace = { kind: "neigh", family, device, name };
  const alias = neighAlias(family, name);
  const canonical = alias?.of ?? name;
  const entry = Object.hasOwn(NEIGH, canonical) ? NEIGH[canonical] : undefined;
  if (!entry) return undefined;
  const value = neighSetting(device, family, canonical);
  return alias ? { place, entry: alias.entry, value: alias.read(value) } : { place, entry, value };
}

/** A neighbor setting of a link (struct neigh_parms), as its file has it. */
export function neighSetting(link: Link, family: "ipv4" | "ipv6", name: string): number {
  return (family === "ipv4" ? link.neigh4 : link.neigh6)[name] ?? neighDefaults(family)[name] ?? 0;
}

/** What a file below /proc/sys holds, without the line end; undefined when there is none. */
export function readSysctl(config: Config, id: NetnsId, path: string): string | undefined {
  const found = findSysctl(config, id, path);
  return found && String(found.value);
}

const FILES4 = Object.keys(CONF4);
const FILES6 = Object.keys(CONF6);
const FILES_NEIGH = [...Object.keys(NEIGH), ...Object.keys(ALIASES)];

function directoriesOf(names: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const directories = new Map<string, Set<string>>();
  for (const dotted of names) {
    const parts = `net.${dotted}`.split(".");
    for (let i = 1; i < parts.length; i++) {
      const directory = parts.slice(0, i).join("/");
      const inside = directories.get(directory) ?? new Set();
      directories.set(directory, inside);
      if (parts[i] !== "") inside.add(parts[i] as string);
    }
  }
  return directories;
}

/** The directories of what is not per interface: `ipv4/route` has `flush`, `min_pmtu` and so on. */
const EVERYWHERE = [...Object.keys(NET_SYSCTLS), "ipv4.conf.", "ipv6.conf.", "ipv4.neigh.", "ipv6.neigh."];
const DIRECTORIES = directoriesOf(EVERYWHERE);
const FIRST_DIRECTORIES = directoriesOf([...Object.keys(FIRST_SYSCTLS), ...EVERYWHERE]);

/** The names in a directory of the tree (`net`, `net/ipv4/conf`, ...); undefined when there is none. */
export function sysctlNames(config: Config, id: NetnsId, path: string): readonly string[] | undefined {
  const netns = config.netns[id];
  if (!netns) return undefined;
  const [, family, kind, device, ...more] = path.split("/");
  if ((family === "ipv4" || family === "ipv6") && (kind === "conf" || kind === "neigh") && more.length === 0) {
    const shared = kind === "conf" ? ["all", "default"] : [];
    if (device === undefined) {
      const links = netns.byIndex.ids.flatMap((link) => config.links[link] ?? []);
      const names = links.filter((link) => hasFamily(link, family)).map(({ name }) => name);
      return shared.length + names.length === 0 ? undefined : [...shared, ...names];
    }
    if (!shared.includes(device) && !linkOf(config, netns, family, device)) return undefined;
    return kind === "neigh" ? FILES_NEIGH : family === "ipv4" ? FILES4 : FILES6;
  }
  if (family === "mpls" && !netns.mplsLoaded) return undefined;
  if (family === "mpls" && kind === "conf") {
    const links = netns.byIndex.ids.flatMap((link) => config.links[link]?.name ?? []);
    if (device === undefined) return links;
    return more.length === 0 && links.includes(device) ? ["input"] : undefined;
  }
  if (path === "net/mpls") return ["conf", ...Object.keys(MPLS).map((name) => name.slice("mpls.".length))];
  const names = (netns.init === id ? FIRST_DIRECTORIES : DIRECTORIES).get(path);
  return names && [...names, ...(path === "net" && netns.mplsLoaded ? ["mpls"] : [])];
}
