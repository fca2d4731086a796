/** `ip -6 tunnel` (ip6_tnl_siocdevprivate of net/ipv6/ip6_tunnel.c, ip6gre_tunnel_siocdevprivate of net/ipv6/ip6_gre.c). */

import type { KernelError } from "../errors.ts";
import { IFF, type Link } from "../model/link.ts";
import type { Tunnel6 } from "../model/tunnel6.ts";
import { ok, type Result } from "../result.ts";
import { IP_PROTOCOL } from "../wire/ip-protocol.ts";
import { freeName, registerLink, reserveIfindex } from "./device.ts";
import { ASKED_LIMITS, findTunnel6, mergeTunnel6, setupTunnel6, updateTunnel6 } from "./kind/tunnel6.ts";
import type { KindSettings } from "./link.ts";
import { defaultLink } from "./link-add.ts";
import { DONE, type Outcome, refuse, type Transaction } from "./transaction.ts";
import type { TunnelChange, TunnelSpec } from "./tunnel.ts";
import { bareTunnel6, TUNNEL_LIMITS } from "./tunnel-module.ts";

const PROTOCOLS: readonly number[] = [IP_PROTOCOL.ipv6, IP_PROTOCOL.ipip, 0];

/** What iproute2 asks for before a word is said. */
function wordless({ type, home }: Tunnel6): Tunnel6 {
  return { ...bareTunnel6(type, home), ...ASKED_LIMITS, protocol: type === "ip6tnl" ? IP_PROTOCOL.ipv6 : 0 };
}

/** What the device makes of the settings; marks are not among them, and `ip6tnl` has no keys. */
function meant(tx: Transaction, base: Tunnel6, settings: KindSettings): Result<Tunnel6, KernelError> {
  const merged = mergeTunnel6(tx, base, settings);
  if (!merged) return refuse("ENODEV");
  const fwmark = merged.fwmark === "inherit" ? merged.fwmark : 0;
  if (base.type !== "ip6tnl") return ok({ ...merged, protocol: 0, fwmark });
  if (!PROTOCOLS.includes(merged.protocol)) return refuse("EINVAL");
  const { input, output } = base;
  return ok({ ...merged, input, output, fwmark });
}

/** SIOCADDTUNNEL. */
export function tunnel6Add(tx: Transaction, fallback: Tunnel6, { name, settings }: TunnelSpec): Outcome {
  const tunnel = meant(tx, wordless(fallback), settings);
  if (!tunnel.ok) return tunnel;
  const { home, type } = tunnel.value;
  // ip6gre_tunnel_locate says no more than that there is none.
  const taken = type === "ip6gre" ? "ENOBUFS" : "EEXIST";
  if (findTunnel6(tx, tunnel.value)) return refuse(taken);
  if (name !== undefined && tx.linkByName(home, name)) return refuse(taken);
  const chosen = name ?? freeName(tx, home, `${type}%d`);
  const base = defaultLink(tx, home, tunnel.value, chosen, reserveIfindex(tx, home));
  const setup = setupTunnel6(tx, tunnel.value);
  // GRE is told of before it knows of its ends.
  const told = type === "ip6gre" ? { ...setup, flags: IFF.NOARP } : setup;
  const { id } = registerLink(tx, { ...base, ...TUNNEL_LIMITS[type], ...told });
  if (type === "ip6gre") updateTunnel6(tx, id, tunnel.value);
  return DONE;
}

/** SIOCCHGTUNNEL. */
export function tunnel6Change(tx: Transaction, device: Link, before: Tunnel6, op: TunnelChange): Outcome {
  const { mode, settings } = op.spec;
  if (mode !== undefined && mode !== "ip6tnl" && mode !== "ip6gre") return refuse("EINVAL");
  const next = meant(tx, op.over ? before : wordless(before), settings);
  if (!next.ok) return next;
  const found = findTunnel6(tx, next.value);
  if (before.type === "ip6gre") {
    if (before.fallback) return found ? DONE : refuse("ENOENT");
    // Where it has these ends already, nothing else of it is changed.
    if (found) return found.id === device.id ? DONE : refuse("EEXIST");
  } else if (found && found.id !== device.id) return refuse("EEXIST");
  // ip6_tnl0_update: of the one that comes with the module what it carries may be chosen, and no more.
  if (before.fallback) tx.changeLink(device, { kind: { ...before, protocol: next.value.protocol } });
  else updateTunnel6(tx, device.id, next.value);
  if (tx.link(device.id).flags & IFF.UP) tx.noteLink(device.id);
  return DONE;
}

/** SIOCDELTUNNEL of the one that comes with the module: which one is meant. */
export function sameEnds6(tx: Transaction, fallback: Tunnel6, settings: KindSettings): Link | undefined {
  const like = mergeTunnel6(tx, wordless(fallback), settings);
  return like && findTunnel6(tx, like);
}
