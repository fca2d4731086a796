/**
 * The modules that tunnels are made by (ipip, ip_gre, sit, ip6_tunnel, ip6_gre): loaded when the first of their kind is asked
 * for, they put one of each kind that is for no end in particular into every namespace of the machine, there already or to come
 * (ip_tunnel_init_net of net/ipv4/ip_tunnel.c, sit_init_net of net/ipv6/sit.c, ip6_tnl_init_net, ip6gre_init_net).
 *
 * net.core.fb_tunnels_only_for_init_net, which only the first namespace of a machine has, keeps them away.
 * Absent: unloading.
 */

import type { Ipv4 } from "../address/ipv4.ts";
import { IPV6_ANY, type Ipv6 } from "../address/ipv6.ts";
import { BROADCAST_MAC, ZERO_MAC } from "../address/mac.ts";
import type { NetnsId } from "../model/id.ts";
import { IFF, type Link } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import {
  carriesEthernet,
  NO_GRE_OPTIONS,
  type RapidDeployment,
  type Tunnel,
  type TunnelType,
  tunnelOverhead,
} from "../model/tunnel.ts";
import { type AnyTunnel, isTunnel6, type Tunnel6, type Tunnel6Type, tunnel6Overhead } from "../model/tunnel6.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { registerLink, reserveIfindex } from "./device.ts";
import { groupsAnew } from "./group-users.ts";
import { defaultLink } from "./link-add.ts";
import type { Transaction } from "./transaction.ts";

type AnyType = TunnelType | Tunnel6Type;
type Module = readonly AnyType[];

/** What each brings along, in that order: ip6_gre stands on ip6_tunnel. */
const MODULES: Readonly<Record<AnyType, Module>> = {
  ip6tnl: ["ip6tnl"],
  ip6gre: ["ip6tnl", "ip6gre"],
  ip6gretap: ["ip6tnl", "ip6gre"],
  ipip: ["ipip"],
  sit: ["sit"],
  gre: ["gre", "gretap", "erspan"],
  gretap: ["gre", "gretap", "erspan"],
  erspan: ["gre", "gretap", "erspan"],
};

export const FALLBACK_NAMES: Readonly<Record<Exclude<AnyType, "ip6gretap">, string>> = {
  ip6tnl: "ip6tnl0",
  ip6gre: "ip6gre0",
  ipip: "tunl0",
  gre: "gre0",
  gretap: "gretap0",
  erspan: "erspan0",
  sit: "sit0",
};

/** Modules by their names, and which of the devices that they bring along stands for each. */
export const TUNNEL_MODULES = {
  ipip: "ipip",
  ip_gre: "gre",
  sit: "sit",
  ip6_tunnel: "ip6tnl",
  ip6_gre: "ip6gre",
} as const;
export type TunnelModule = keyof typeof TUNNEL_MODULES;

/** dev_load, MODULE_ALIAS_NETDEV: the module that brings a device of that name along. */
export function moduleOfDevice(name: string): TunnelModule | undefined {
  const names = Object.keys(TUNNEL_MODULES) as TunnelModule[];
  return names.find((module) => MODULES[TUNNEL_MODULES[module]].some((type) => fallbackName(type) === name));
}

function fallbackName(type: AnyType): string | undefined {
  return type === "ip6gretap" ? undefined : FALLBACK_NAMES[type];
}

/** What an unbound device is taken to leave by (ETH_DATA_LEN). */
export const UNBOUND_MTU = 1500;

/** The limits that drivers set at birth; rtnetlink's own checks go by them. */
export const TUNNEL_LIMITS: Readonly<Record<AnyType, Pick<Link, "minMtu" | "maxMtu">>> = {
  ip6tnl: { minMtu: 0, maxMtu: 0 },
  ip6gre: { minMtu: 0, maxMtu: 0 },
  ip6gretap: { minMtu: 68, maxMtu: 0 },
  ipip: { minMtu: 0, maxMtu: 0 },
  gre: { minMtu: 0, maxMtu: 0 },
  gretap: { minMtu: 68, maxMtu: 0 },
  erspan: { minMtu: 68, maxMtu: 0 },
  sit: { minMtu: 1280, maxMtu: 65_555 },
};

/** 6to4 (RFC 3056), which every sit tunnel begins with (ipip6_tunnel_clone_6rd of the fallback's). */
export const SIX_TO_FOUR: RapidDeployment = {
  prefix: "2002::" as Ipv6,
  prefixLength: 16,
  relayPrefix: 0 as Ipv4,
  relayPrefixLength: 0,
};

/** A tunnel that nobody said anything about. */
export function bareTunnel(type: TunnelType, home: NetnsId): Tunnel {
  return {
    type,
    home,
    over: undefined,
    link: 0,
    remote: 0 as Ipv4,
    local: 0 as Ipv4,
    ttl: 0,
    tos: 0,
    pmtudisc: false,
    protocol: type === "ipip" || type === "sit" ? 0 : IP_PROTOCOL.gre,
    fwmark: 0,
    input: NO_GRE_OPTIONS,
    output: NO_GRE_OPTIONS,
    ignoreDf: false,
    sixRd: type === "sit" ? SIX_TO_FOUR : undefined,
    firstLocal: 0 as Ipv4,
    fallback: false,
  };
}

/** The same over IPv6. */
export function bareTunnel6(type: Tunnel6Type, home: NetnsId): Tunnel6 {
  return {
    type,
    home,
    over: undefined,
    link: 0,
    remote: IPV6_ANY,
    local: IPV6_ANY,
    hopLimit: 0,
    encapLimit: 0,
    trafficClass: 0,
    flowLabel: 0,
    copyDscp: false,
    allowLocalRemote: false,
    fwmark: 0,
    protocol: 0,
    input: NO_GRE_OPTIONS,
    output: NO_GRE_OPTIONS,
    fallback: false,
  };
}

/** What ip6_tnl_dev_init makes of its limits. */
export const IP6TNL_LIMITS: Pick<Link, "minMtu" | "maxMtu"> = { minMtu: 68, maxMtu: 65_535 };

/** What sets a tunnel apart from an Ethernet device. */
export function tunnelDevice(
  tunnel: AnyTunnel,
): Partial<Pick<Link, "mac" | "broadcast" | "macAssigned" | "flags" | "conf6">> | undefined {
  if (carriesEthernet(tunnel)) return undefined;
  // Over IPv6 they have one by chance (perm_addr), of which IPv6 makes theirs.
  if (tunnel.type === "ip6tnl" || tunnel.type === "ip6gre")
    return {
      macAssigned: "random",
      flags: IFF.NOARP,
      conf6: tunnel.type === "ip6gre" ? {} : { use_tempaddr: -1 },
    };
  return {
    mac: ZERO_MAC,
    broadcast: ZERO_MAC,
    macAssigned: "permanent",
    flags: IFF.NOARP,
    // ipv6_add_dev; that of GRE has temporary addresses as others have.
    conf6: tunnel.type === "gre" ? {} : { use_tempaddr: -1 },
  };
}

function fallbackKind(netns: NetnsId, type: Exclude<AnyType, "ip6gretap">): AnyTunnel {
  if (type === "ip6tnl" || type === "ip6gre") {
    const bare = { ...bareTunnel6(type, netns), fallback: true };
    return type === "ip6tnl" ? { ...bare, protocol: IP_PROTOCOL.ipv6 } : bare;
  }
  return {
    ...bareTunnel(type, netns),
    fallback: true,
    ...(type === "sit" && { protocol: IP_PROTOCOL.ipv6, ttl: 64 }),
    ...(type === "erspan" && { output: { ...NO_GRE_OPTIONS, key: 0 } }),
  };
}

function overheadOf(tunnel: AnyTunnel): number {
  return isTunnel6(tunnel) ? tunnel6Overhead(tunnel) : tunnelOverhead(tunnel);
}

function addFallback(tx: Transaction, netns: NetnsId, type: AnyType): void {
  if (type === "ip6gretap") return;
  const kind = fallbackKind(netns, type);
  const base = defaultLink(tx, netns, kind, FALLBACK_NAMES[type], reserveIfindex(tx, netns));
  const link = registerLink(tx, {
    ...base,
    ...(type === "ip6tnl" ? IP6TNL_LIMITS : TUNNEL_LIMITS[type]),
    ...(tunnelDevice(kind) ?? { mac: ZERO_MAC, broadcast: BROADCAST_MAC, macAssigned: "permanent" }),
    mtu: UNBOUND_MTU - overheadOf(kind),
  });
  // It had no MTU yet when it was registered: IPv6 looks again when it comes up.
  if (type === "ipip" || type === "gre") tx.changeLink(link, groupsAnew(link, { groups6: [] }));
  tx.ownNetns(netns).fallbackTunnels = { ...tx.netns(netns).fallbackTunnels, [type]: link.id };
}

/** net_has_fallback_tunnels. */
function wantsFallbacks(tx: Transaction, { id, init }: Netns): boolean {
  const only = init === undefined ? 0 : Number(tx.netns(init).sysctls["core.fb_tunnels_only_for_init_net"] ?? 0);
  return only === 0 || (only === 1 && id === init);
}

/** request_module: makes sure that a kind of tunnel can be made on the machine that a namespace is of. */
export function loadTunnels(tx: Transaction, netns: NetnsId, type: AnyType): void {
  const { host } = tx.netns(netns);
  for (const one of MODULES[type]) {
    if (tx.netns(netns).fallbackTunnels?.[one] !== undefined) continue;
    for (const each of Object.values(tx.draft.netns))
      if (each.host === host && each.fallbackTunnels?.[one] === undefined && wantsFallbacks(tx, each))
        addFallback(tx, each.id, one);
  }
}

/** The tunnels that a new namespace begins with: those that the first one of its machine has. */
export function addFallbackTunnels(tx: Transaction, netns: NetnsId): void {
  const { host } = tx.netns(netns);
  if (!wantsFallbacks(tx, tx.netns(netns))) return;
  // The first is mostly number one: a list of them all would cost a new namespace by how many there are.
  for (let id = 1; id < netns; id++) {
    const first = tx.draft.netns[id as NetnsId];
    if (first?.host !== host) continue;
    for (const type of Object.keys(first.fallbackTunnels ?? {})) addFallback(tx, netns, type as AnyType);
    return;
  }
}
