/**
 * The modules that tunnels are made by (ipip, ip_gre, sit): loaded when the first of their kind is asked for, they put one
 * of each kind that is for no end in particular into every namespace of the machine, there already or to come
 * (ip_tunnel_init_net of net/ipv4/ip_tunnel.c, sit_init_net of net/ipv6/sit.c).
 *
 * net.core.fb_tunnels_only_for_init_net, which only the first namespace of a machine has, keeps them away.
 * Absent: unloading.
 */

import type { Ipv4 } from "../address/ipv4.ts";
import type { Ipv6 } from "../address/ipv6.ts";
import { BROADCAST_MAC, ZERO_MAC } from "../address/mac.ts";
import type { NetnsId } from "../model/id.ts";
import { IFF, type Link } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import {
  carriesEthernet,
  IPPROTO,
  NO_GRE_OPTIONS,
  type RapidDeployment,
  type Tunnel,
  type TunnelType,
  tunnelOverhead,
} from "../model/tunnel.ts";
import { registerLink, reserveIfindex } from "./device.ts";
import { groupsAnew } from "./group-users.ts";
import { defaultLink } from "./link-add.ts";
import type { Transaction } from "./transaction.ts";

type Module = readonly TunnelType[];

/** What each brings along, in that order. */
const MODULES: Readonly<Record<TunnelType, Module>> = {
  ipip: ["ipip"],
  sit: ["sit"],
  gre: ["gre", "gretap", "erspan"],
  gretap: ["gre", "gretap", "erspan"],
  erspan: ["gre", "gretap", "erspan"],
};

export const FALLBACK_NAMES: Readonly<Record<TunnelType, string>> = {
  ipip: "tunl0",
  gre: "gre0",
  gretap: "gretap0",
  erspan: "erspan0",
  sit: "sit0",
};

/** What an unbound device is taken to leave by (ETH_DATA_LEN). */
export const UNBOUND_MTU = 1500;

/** The limits that drivers set at birth; rtnetlink's own checks go by them. */
export const TUNNEL_LIMITS: Readonly<Record<TunnelType, Pick<Link, "minMtu" | "maxMtu">>> = {
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
    protocol: type === "ipip" || type === "sit" ? 0 : IPPROTO.gre,
    fwmark: 0,
    input: NO_GRE_OPTIONS,
    output: NO_GRE_OPTIONS,
    ignoreDf: false,
    sixRd: type === "sit" ? SIX_TO_FOUR : undefined,
    firstLocal: 0 as Ipv4,
    fallback: false,
  };
}

/** What sets a tunnel apart from an Ethernet device. */
export function tunnelDevice(
  tunnel: Tunnel,
): Pick<Link, "mac" | "broadcast" | "macAssigned" | "flags" | "conf6"> | undefined {
  if (carriesEthernet(tunnel)) return undefined;
  return {
    mac: ZERO_MAC,
    broadcast: ZERO_MAC,
    macAssigned: "permanent",
    flags: IFF.NOARP,
    // ipv6_add_dev; that of GRE has temporary addresses as others have.
    conf6: tunnel.type === "gre" ? {} : { use_tempaddr: -1 },
  };
}

function addFallback(tx: Transaction, netns: NetnsId, type: TunnelType): void {
  const kind: Tunnel = {
    ...bareTunnel(type, netns),
    fallback: true,
    ...(type === "sit" && { protocol: IPPROTO.sit, ttl: 64 }),
    ...(type === "erspan" && { output: { ...NO_GRE_OPTIONS, key: 0 } }),
  };
  const base = defaultLink(tx, netns, kind, FALLBACK_NAMES[type], reserveIfindex(tx, netns));
  const link = registerLink(tx, {
    ...base,
    ...TUNNEL_LIMITS[type],
    ...(tunnelDevice(kind) ?? { mac: ZERO_MAC, broadcast: BROADCAST_MAC, macAssigned: "permanent" }),
    mtu: UNBOUND_MTU - tunnelOverhead(kind),
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
export function loadTunnels(tx: Transaction, netns: NetnsId, type: TunnelType): void {
  if (tx.netns(netns).fallbackTunnels?.[type] !== undefined) return;
  const { host } = tx.netns(netns);
  for (const each of Object.values(tx.draft.netns))
    if (each.host === host && each.fallbackTunnels?.[type] === undefined && wantsFallbacks(tx, each))
      for (const one of MODULES[type]) addFallback(tx, each.id, one);
}

/** The tunnels that a new namespace begins with: those that the first one of its machine has. */
export function addFallbackTunnels(tx: Transaction, netns: NetnsId): void {
  const { host } = tx.netns(netns);
  if (!wantsFallbacks(tx, tx.netns(netns))) return;
  // The first is mostly number one: a list of them all would cost a new namespace by how many there are.
  for (let id = 1; id < netns; id++) {
    const first = tx.draft.netns[id as NetnsId];
    if (first?.host !== host) continue;
    for (const type of Object.keys(first.fallbackTunnels ?? {})) addFallback(tx, netns, type as TunnelType);
    return;
  }
}
