/**
 * `ip tunnel` (ip_tunnel_ctl of net/ipv4/ip_tunnel.c, ipgre_tunnel_ctl, ipip_tunnel_ctl, ipip6_tunnel_ctl): which device is
 * asked, what it refuses, what comes of it.
 */

import type { KernelError } from "../errors.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, type Link } from "../model/link.ts";
import { isTunnel, type Tunnel, tunnelOf, tunnelOverhead } from "../model/tunnel.ts";
import { ok, type Result } from "../result.ts";
import { freeName, registerLink, reserveIfindex, unregisterLinks } from "./device.ts";
import { findTunnel, mayBecome, mergeTunnel, setupTunnel, updateTunnel } from "./kind/tunnel.ts";
import { defaultLink } from "./link-add.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";
import type { TunnelAdd, TunnelChange, TunnelDelete, TunnelSpec } from "./tunnel.ts";
import { bareTunnel, FALLBACK_NAMES, loadTunnels, TUNNEL_LIMITS } from "./tunnel-module.ts";

type IoctlType = NonNullable<TunnelSpec["mode"]>;

/** dev_ioctl: the device of a name, its module loaded if need be; one that is no tunnel does not know what is asked. */
function deviceOf(tx: Transaction, netns: NetnsId, name: string): Result<Link, KernelError> {
  for (const type of ["ipip", "gre", "sit"] as const)
    if (name === FALLBACK_NAMES[type] && !tx.linkByName(netns, name)) loadTunnels(tx, netns, type);
  const link = tx.linkByName(netns, name);
  if (!link) return refuse("ENODEV");
  const { type } = link.kind;
  return type === "ipip" || type === "gre" || type === "sit" ? ok(link) : refuse("EOPNOTSUPP");
}

const PROTOCOLS: Readonly<Record<IoctlType, readonly number[]>> = { ipip: [0, 4], gre: [47], sit: [0, 4, 41] };

/** What the device makes of the settings; a tunnel with a time to live of its own is never fragmented. */
function meant(tx: Transaction, base: Tunnel, spec: TunnelSpec): Result<Tunnel, KernelError> {
  const merged = mergeTunnel(tx, base, spec.settings);
  if (!merged) return refuse("ENODEV");
  if (!PROTOCOLS[base.type as IoctlType].includes(merged.protocol)) return refuse("EINVAL");
  const { input, output } = bareTunnel(base.type, base.home);
  const plain = base.type === "gre" ? merged : { ...merged, input, output };
  return ok({ ...plain, pmtudisc: plain.ttl !== 0 || plain.pmtudisc });
}

function wordless(device: Link): Tunnel {
  const { type, home } = tunnelOf(device);
  return { ...bareTunnel(type, home), pmtudisc: true };
}

/** SIOCADDTUNNEL. */
export function tunnelAdd(tx: Transaction, caller: Caller, op: TunnelAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const { mode = "ipip", name } = op.spec;
  const device = deviceOf(tx, here.value, FALLBACK_NAMES[mode]);
  if (!device.ok) return device;
  const tunnel = meant(tx, wordless(device.value), op.spec);
  if (!tunnel.ok) return tunnel;
  const { home, type } = tunnel.value;
  // ipip6_tunnel_locate says no more than that there is none.
  const taken = type === "sit" ? "ENOBUFS" : "EEXIST";
  if (findTunnel(tx, tunnel.value)) return refuse(taken);
  if (name !== undefined && tx.linkByName(home, name)) return refuse(taken);
  makeTunnel(tx, home, name ?? freeName(tx, home, `${type}%d`), tunnel.value);
  return DONE;
}

/** ip_tunnel_create: with limits that rtnetlink's have not. */
function makeTunnel(tx: Transaction, netns: NetnsId, name: string, tunnel: Tunnel): LinkId {
  const base = defaultLink(tx, netns, tunnel, name, reserveIfindex(tx, netns));
  const limits = tunnel.type === "sit" ? TUNNEL_LIMITS.sit : { minMtu: 68, maxMtu: 65_535 - tunnelOverhead(tunnel) };
  return registerLink(tx, { ...base, ...limits, ...setupTunnel(tx, tunnel) }).id;
}

/** SIOCCHGTUNNEL. */
export function tunnelChange(tx: Transaction, caller: Caller, op: TunnelChange): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const { name, mode } = op.spec;
  const device = deviceOf(tx, here.value, name ?? (mode === undefined ? "" : FALLBACK_NAMES[mode]));
  if (!device.ok) return device;
  const before = tunnelOf(device.value);
  const next = meant(tx, op.over ? before : wordless(device.value), op.spec);
  if (!next.ok) return next;
  if (before.fallback) {
    const found = findTunnel(tx, next.value);
    if (!found) return refuse("ENOENT");
    updateTunnel(tx, found.id, { ...next.value, fallback: tunnelOf(found).fallback });
    return DONE;
  }
  const able = mayBecome(tx, device.value, next.value);
  if (!able.ok) return able;
  updateTunnel(tx, device.value.id, next.value);
  if (device.value.flags & IFF.UP) tx.noteLink(device.value.id);
  return DONE;
}

/** SIOCDELTUNNEL: the device itself or, asked of that which comes with the module, the one with these ends. */
export function tunnelDelete(tx: Transaction, caller: Caller, op: TunnelDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const { name, mode } = op.spec;
  const device = deviceOf(tx, here.value, name ?? (mode === undefined ? "" : FALLBACK_NAMES[mode]));
  if (!device.ok) return device;
  let gone = device.value;
  if (isTunnel(gone.kind) && gone.kind.fallback) {
    const like = mergeTunnel(tx, wordless(gone), op.spec.settings);
    const found = like && findTunnel(tx, like);
    if (!found) return refuse("ENOENT");
    if (found.id === gone.id) return refuse("EPERM");
    gone = found;
  }
  unregisterLinks(tx, [gone.id]);
  return DONE;
}
