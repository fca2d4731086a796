/**
 * Tunnels to rtnetlink (net/ipv4/ip_tunnel.c, ipip.c, ip_gre.c, net/ipv6/sit.c).
 *
 * Same as Linux: what is refused and in which order, one tunnel for each pair of ends, key and link, the MTU by the route to
 * the other end at birth and never after, what a change changes, the namespace a tunnel was made in as the one it sends from.
 * Absent: `external`, `encap`, ERSPAN, ISATAP.
 */

import { formatIpv4, type Ipv4, isIpv4Multicast, parseIpv4 } from "../../address/ipv4.ts";
import { parseIpv6 } from "../../address/ipv6.ts";
import { isValidUnicastMac } from "../../address/mac.ts";
import { IPV4_MIN_MTU, IPV6_MIN_MTU } from "../../model/family-mtu.ts";
import type { LinkId } from "../../model/id.ts";
import { IFF, isUp, type Link } from "../../model/link.ts";
import {
  carriesEthernet,
  type GreOptions,
  type RapidDeployment,
  type Tunnel,
  type TunnelType,
  tunnelHeaderLength,
  tunnelOf,
  tunnelOverhead,
} from "../../model/tunnel.ts";
import { ok } from "../../result.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { addressType4, lookupFib } from "../fib.ts";
import { madeIn } from "../home.ts";
import { type KindSettings, numberIn, textIn } from "../link.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import { bareTunnel, loadTunnels, SIX_TO_FOUR, TUNNEL_LIMITS, tunnelDevice, UNBOUND_MTU } from "../tunnel-module.ts";
import type { KindDriver, KindSetup, NewLinkContext } from "./kind.ts";

const MOST = 65_535;

function addressIn(settings: KindSettings, word: string, before: Ipv4): Ipv4 {
  const text = textIn(settings, word);
  return (text === undefined ? undefined : parseIpv4(text)) ?? before;
}

/** What is said of one direction of GRE, laid over what was. */
export function greOptions(settings: KindSettings, side: "i" | "o", before: GreOptions): GreOptions {
  const flag = (word: string, was: boolean) => (numberIn(settings, side + word) ?? Number(was)) !== 0;
  const key = numberIn(settings, `${side}key`);
  return {
    key: key === undefined ? before.key : key < 0 ? undefined : key,
    seq: flag("seq", before.seq),
    csum: flag("csum", before.csum),
  };
}

function sixRd(settings: KindSettings, before: RapidDeployment | undefined): RapidDeployment | undefined {
  if (!before) return undefined;
  const [prefix, prefixLength] = (textIn(settings, "6rd-prefix") ?? "").split("/");
  const [relay, relayLength] = (textIn(settings, "6rd-relay_prefix") ?? "").split("/");
  return {
    prefix: parseIpv6(prefix ?? "") ?? before.prefix,
    prefixLength: Number(prefixLength ?? before.prefixLength),
    relayPrefix: parseIpv4(relay ?? "") ?? before.relayPrefix,
    relayPrefixLength: Number(relayLength ?? before.relayPrefixLength),
  };
}

/** The settings laid over what was there; undefined when there is no link of that name. */
export function mergeTunnel(tx: Transaction, base: Tunnel, settings: KindSettings): Tunnel | undefined {
  const name = textIn(settings, "dev");
  const over = name === undefined ? undefined : tx.linkNamed(base.home, name);
  if (name !== undefined && !over) return undefined;
  return {
    ...base,
    over: over?.id ?? base.over,
    link: over?.ifindex ?? base.link,
    remote: addressIn(settings, "remote", base.remote),
    local: addressIn(settings, "local", base.local),
    ttl: numberIn(settings, "ttl") ?? base.ttl,
    tos: numberIn(settings, "tos") ?? base.tos,
    pmtudisc: (numberIn(settings, "pmtudisc") ?? Number(base.pmtudisc)) !== 0,
    protocol: numberIn(settings, "mode") ?? base.protocol,
    fwmark: numberIn(settings, "fwmark") ?? base.fwmark,
    input: greOptions(settings, "i", base.input),
    output: greOptions(settings, "o", base.output),
    ignoreDf: (numberIn(settings, "ignore-df") ?? Number(base.ignoreDf)) !== 0,
    sixRd: sixRd(settings, base.sixRd),
  };
}

/** ip_tunnel_find, ipip6_tunnel_locate: the tunnel with the same ends. Keys count by what comes in. */
export function findTunnel(tx: Transaction, like: Tunnel): Link | undefined {
  const same = ({ kind }: Link): boolean => {
    if (kind.type !== like.type) return false;
    const tunnel = kind as Tunnel;
    return (
      tunnel.local === like.local &&
      tunnel.remote === like.remote &&
      tunnel.link === like.link &&
      tunnel.input.key === like.input.key
    );
  };
  for (const link of madeIn(tx, like.home)) if (same(link)) return link;
  return undefined;
}

/** The device that packets to the other end leave by: ip_route_output_key, else the link that was named. */
function outputMtu(tx: Transaction, { home, remote, local, link }: Tunnel): number | undefined {
  const named = link === 0 ? undefined : tx.linkByIndex(home, link);
  if (remote !== 0 && (local === 0 || addressType4(tx, home, local) === "local")) {
    const flow = { destination: remote, ...(named && { oif: named.id }) };
    const { route, hop } = lookupFib(tx, home, "inet", flow) ?? {};
    if (route?.type === "local") return MOST;
    const out = hop?.link === undefined ? undefined : tx.findLink(hop.link);
    if (out) return Math.min(out.mtu, MOST);
  }
  return named && Math.min(named.mtu, MOST);
}

/** ip_tunnel_bind_dev, ipip6_tunnel_bind_dev. */
function boundMtu(tx: Transaction, tunnel: Tunnel): number {
  const least = tunnel.type === "sit" ? IPV6_MIN_MTU : IPV4_MIN_MTU;
  return Math.max(least, (outputMtu(tx, tunnel) ?? UNBOUND_MTU) - tunnelOverhead(tunnel));
}

/** Points to the other end, or to a group of them. */
function boundFlags(tunnel: Tunnel): number {
  if (carriesEthernet(tunnel)) return IFF.BROADCAST | IFF.MULTICAST;
  const group = tunnel.type === "gre" && isIpv4Multicast(tunnel.remote);
  const kind = group ? IFF.BROADCAST : IFF.NOARP;
  return tunnel.remote === 0 ? kind : kind | IFF.POINTOPOINT;
}

/** The device of a tunnel that is about to be registered. */
export function setupTunnel(tx: Transaction, tunnel: Tunnel): KindSetup {
  const kind: Tunnel = { ...tunnel, firstLocal: tunnel.local };
  return { kind, mtu: boundMtu(tx, tunnel), ...tunnelDevice(tunnel), flags: boundFlags(tunnel) };
}

/** ipgre_tap_validate. */
function validate(type: TunnelType, want: NewLinkContext["want"]): Outcome {
  const wrong = type === "gretap" && want.mac !== undefined && !isValidUnicastMac(want.mac);
  return wrong ? refuse("EADDRNOTAVAIL") : DONE;
}

/** ipgre_netlink_parms: what may be fragmented may not at once be forbidden to be. */
function contradicts({ pmtudisc, ignoreDf }: Tunnel): boolean {
  return pmtudisc && ignoreDf;
}

function create(type: TunnelType, { tx, netns, want, settings }: NewLinkContext): ReturnType<KindDriver["create"]> {
  const base = { ...bareTunnel(type, netns), pmtudisc: true };
  const tunnel = mergeTunnel(tx, base, settings);
  if (!tunnel) return refuse("ENODEV");
  if (contradicts(tunnel)) return refuse("EINVAL");
  if (findTunnel(tx, tunnel)) return refuse("EEXIST");
  const setup = setupTunnel(tx, tunnel);
  if (want.mtu === undefined) return ok(setup);
  // ip_tunnel_newlink cuts what is too much; sit takes what it is told.
  const mtu = type === "sit" ? want.mtu : Math.min(Math.max(want.mtu, IPV4_MIN_MTU), MOST - tunnelOverhead(tunnel));
  return ok({ ...setup, mtu });
}

/** A change that would make another sort of device of it (ip_tunnel_changelink, ipip6_changelink). */
function changesSort(link: Link, next: Tunnel): boolean {
  if (carriesEthernet(next)) return false;
  const point = next.type === "sit" || !isIpv4Multicast(next.remote) ? IFF.POINTOPOINT : IFF.BROADCAST;
  const flags = next.remote === 0 ? 0 : point;
  const looked = next.type === "sit" ? IFF.POINTOPOINT : IFF.POINTOPOINT | IFF.BROADCAST;
  return ((link.flags ^ flags) & looked) !== 0;
}

/** Whether a tunnel may become another: not one that is there already, nor of another sort. */
export function mayBecome(tx: Transaction, link: Link, next: Tunnel): Outcome {
  const other = findTunnel(tx, next);
  if (other && other.id !== link.id) return refuse("EEXIST");
  if (!other && changesSort(link, next)) return refuse("EINVAL");
  return DONE;
}

/** ip_tunnel_update, ipgre_link_update: what it is for stays as it is, its MTU follows the link and its own headers. */
export function updateTunnel(tx: Transaction, id: LinkId, next: Tunnel): void {
  const link = tx.link(id);
  const before = tunnelOf(link);
  const now: Tunnel = { ...next, protocol: before.protocol };
  tx.changeLink(link, { kind: now });
  let mtu = link.mtu;
  if (before.link !== now.link || before.fwmark !== now.fwmark) mtu = boundMtu(tx, { ...now, output: before.output });
  const longer = tunnelHeaderLength(now) - tunnelHeaderLength(before);
  if (longer !== 0) mtu = Math.max(mtu - longer, IPV4_MIN_MTU);
  // Without a word to the network layers: IPv6 stays even where it would be too narrow.
  if (mtu !== link.mtu) tx.patchLink(id, { mtu });
}

function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const before = tunnelOf(link);
  const { type } = before;
  const next = mergeTunnel(tx, before, settings);
  if (!next) return refuse("ENODEV");
  const protocols: readonly number[] = type === "sit" ? [0, IP_PROTOCOL.ipv6, IP_PROTOCOL.ipip] : [0, IP_PROTOCOL.ipip];
  if ((type === "sit" || type === "ipip") && !protocols.includes(next.protocol)) return refuse("EINVAL");
  if (contradicts(next) || before.fallback) return refuse("EINVAL");
  const able = mayBecome(tx, link, next);
  if (!able.ok || dry) return able;
  updateTunnel(tx, link.id, next);
  // netdev_state_change.
  if (isUp(link)) tx.noteLink(link.id);
  return able;
}

function settingsOf(kind: Tunnel, nameOf: (id: LinkId) => string | undefined): KindSettings {
  const over = kind.over === undefined ? undefined : nameOf(kind.over);
  const { type, input, output, sixRd: six } = kind;
  return {
    remote: formatIpv4(kind.remote),
    local: formatIpv4(kind.local),
    ...(over !== undefined && { dev: over }),
    ttl: kind.ttl,
    tos: kind.tos,
    pmtudisc: Number(kind.pmtudisc),
    ...(kind.fwmark !== 0 && { fwmark: kind.fwmark }),
    ...((type === "ipip" || type === "sit") && { mode: kind.protocol }),
    ...((type === "gre" || type === "gretap") && {
      ikey: input.key ?? -1,
      okey: output.key ?? -1,
      iseq: Number(input.seq),
      oseq: Number(output.seq),
      icsum: Number(input.csum),
      ocsum: Number(output.csum),
      "ignore-df": Number(kind.ignoreDf),
    }),
    ...(six && six !== SIX_TO_FOUR && { "6rd-prefix": `${six.prefix}/${six.prefixLength}` }),
    ...(six &&
      six.relayPrefixLength !== 0 && { "6rd-relay_prefix": `${formatIpv4(six.relayPrefix)}/${six.relayPrefixLength}` }),
  };
}

/** ip_tunnel_change_mtu. */
function mayChangeMtu(_tx: Transaction, link: Link, mtu: number): Outcome {
  const tunnel = tunnelOf(link);
  if (tunnel.type === "sit") return DONE;
  return mtu < IPV4_MIN_MTU || mtu > MOST - tunnelOverhead(tunnel) ? refuse("EINVAL") : DONE;
}

function driver(type: TunnelType): KindDriver {
  return {
    ...TUNNEL_LIMITS[type],
    needs: (tx, netns) => loadTunnels(tx, netns, type),
    validate: (want) => validate(type, want),
    create: (context) => create(type, context),
    change,
    settingsOf: (kind, nameOf) => settingsOf(kind as Tunnel, nameOf),
    mayChangeMtu,
    keepsMac: (kind) => !carriesEthernet(kind as Tunnel),
    stays: (kind) => (kind as Tunnel).fallback,
  };
}

export const IPIP = driver("ipip");
export const GRE = driver("gre");
export const GRETAP = driver("gretap");
export const ERSPAN = driver("erspan");
export const SIT = driver("sit");
