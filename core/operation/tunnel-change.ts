/**
 * `ip tunnel` (ip_tunnel_ctl of net/ipv4/ip_tunnel.c, ipgre_tunnel_ctl, ipip_tunnel_ctl, ipip6_tunnel_ctl): which device is
 * asked, what it refuses, what comes of it. Those over IPv6 have `./tunnel6-change.ts`.
 *
 * Simplified: of a device that comes with a module another family's words find nothing.
 */

import type { KernelError } from "../errors.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, type Link } from "../model/link.ts";
import { type Tunnel, tunnelOf, tunnelOverhead } from "../model/tunnel.ts";
import { isAnyTunnel, isTunnel6 } from "../model/tunnel6.ts";
import { ok, type Result } from "../result.ts";
import { freeName, registerLink, reserveIfindex, unregisterLinks } from "./device.ts";
import { findTunnel, mayBecome, mergeTunnel, setupTunnel, updateTunnel } from "./kind/tunnel.ts";
import { defaultLink } from "./link-add.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";
import type { TunnelAdd, TunnelChange, TunnelDelete, TunnelSpec } from "./tunnel.ts";
import { bareTunnel, FALLBACK_NAMES, loadTunnels, TUNNEL_LIMITS } from "./tunnel-module.ts";
import { sameEnds6, tunnel6Add, tunnel6Change } from "./tunnel6-change.ts";

type IoctlType = Exclude<NonNullable<TunnelSpec["mode"]>, "ip6tnl" | "ip6gre">;

/** dev_ioctl: the device of a name, its module loaded if need be; one that is no tunnel does not know what is asked. */
function deviceOf(tx: Transaction, netns: NetnsId, name: string): Result<Link, KernelError> {
  for (const type of IOCTL_TYPES)
    if (name === FALLBACK_NAMES[type] && !tx.linkByName(netns, name)) loadTunnels(tx, netns, type);
  const link = tx.linkByName(netns, name);
  if (!link) return refuse("ENODEV");
  return IOCTL_TYPES.some((type) => type === link.kind.type) ? ok(link) : refuse("EOPNOTSUPP");
}

const IOCTL_TYPES = ["ipip", "gre", "sit", "ip6tnl", "ip6gre"] as const;

/** Whom a command asks: the device it names, or the one that comes with the module. */
function askedDevice(tx: Transaction, netns: NetnsId, { name, mode }: TunnelSpec): Result<Link, KernelError> {
  return deviceOf(tx, netns, name ?? (mode === undefined ? "" : FALLBACK_NAMES[mode]));
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
  if (isTunnel6(device.value.kind)) return tunnel6Add(tx, device.value.kind, op.spec);
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
  const device = askedDevice(tx, here.value, op.spec);
  if (!device.ok) return device;
  if (isTunnel6(device.value.kind)) return tunnel6Change(tx, device.value, device.value.kind, op);
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

/** The tunnel that has the ends that a command says. */
function sameEnds(tx: Transaction, device: Link, { mode, settings }: TunnelSpec): Link | undefined {
  const six = mode === "ip6tnl" || mode === "ip6gre";
  if (isTunnel6(device.kind)) return six ? sameEnds6(tx, device.kind, settings) : undefined;
  const like = six ? undefined : mergeTunnel(tx, wordless(device), settings);
  return like && findTunnel(tx, like);
}

/** SIOCDELTUNNEL: the device itself or, asked of that which comes with the module, the one with these ends. */
export function tunnelDelete(tx: Transaction, caller: Caller, op: TunnelDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const device = askedDevice(tx, here.value, op.spec);
  if (!device.ok) return device;
  let gone = device.value;
  if (isAnyTunnel(gone.kind) && gone.kind.fallback) {
    const found = sameEnds(tx, gone, op.spec);
    if (!found) return refuse("ENOENT");
    if (found.id === gone.id) return refuse("EPERM");
    gone = found;
  }
  unregisterLinks(tx, [gone.id]);
  return DONE;
}
