/**
 * Tunnels over IPv6 to rtnetlink (net/ipv6/ip6_tunnel.c, ip6_gre.c).
 *
 * Same as Linux: what is refused and in which order, one tunnel for each pair of ends, key and link, the MTU by the route to
 * the other end at birth and with each change, the namespace a tunnel was made in as the one it sends from.
 * Absent: `external`, `encap`, ERSPAN.
 */

import { IPV6_ANY, type Ipv6, isIpv6LinkLocal, isIpv6Multicast, parseIpv6 } from "../../address/ipv6.ts";
import { isValidUnicastMac } from "../../address/mac.ts";
import { IPV6_MIN_MTU } from "../../model/family-mtu.ts";
import type { LinkId } from "../../model/id.ts";
import { IFF, isUp, type Link } from "../../model/link.ts";
import { carriesEthernet } from "../../model/tunnel.ts";
import {
  abilitiesOf,
  isTunnel6,
  type Tunnel6,
  type Tunnel6Type,
  tunnel6HeaderLength,
  tunnel6Of,
  tunnel6Overhead,
} from "../../model/tunnel6.ts";
import { ok } from "../../result.ts";
import { IP_PROTOCOL } from "../../wire/ip-protocol.ts";
import { lookupFib } from "../fib.ts";
import { madeIn } from "../home.ts";
import { type KindSettings, numberIn, textIn } from "../link.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import { bareTunnel6, IP6TNL_LIMITS, loadTunnels, TUNNEL_LIMITS, tunnelDevice, UNBOUND_MTU } from "../tunnel-module.ts";
import type { KindDriver, KindSetup, NewLinkContext } from "./kind.ts";
import { greOptions } from "./tunnel.ts";

/** IP6_MAX_MTU, and what IPv4 may have. */
const MOST6 = 65_575;
const MOST4 = 65_535;
const IPV6_HEADER = 40;
const ETHERNET_HEADER = 14;
const LEAST = 68;
const LOOPBACK_MTU = 65_536;

/** IPV6_DEFAULT_TNL_ENCAP_LIMIT and DEFAULT_TNL_HOP_LIMIT, which iproute2 asks for where nothing is said of them. */
export const ASKED_LIMITS: Pick<Tunnel6, "hopLimit" | "encapLimit"> = { hopLimit: 64, encapLimit: 4 };

function addressIn(settings: KindSettings, word: string, before: Ipv6): Ipv6 {
  const text = textIn(settings, word);
  return (text === undefined ? undefined : parseIpv6(text)) ?? before;
}

/** What is less than nothing stands for a word. */
function numberOr<Word extends string>(settings: KindSettings, key: string, word: Word, before: number | Word) {
  const number = numberIn(settings, key);
  return number === undefined ? before : number < 0 ? word : number;
}

/** The settings laid over what was there; undefined when there is no link of that name. */
export function mergeTunnel6(tx: Transaction, base: Tunnel6, settings: KindSettings): Tunnel6 | undefined {
  const name = textIn(settings, "dev");
  const over = name === undefined ? undefined : tx.linkNamed(base.home, name);
  if (name !== undefined && !over) return undefined;
  const flag = (word: string, before: boolean) => (numberIn(settings, word) ?? Number(before)) !== 0;
  return {
    ...base,
    over: over?.id ?? base.over,
    link: over?.ifindex ?? base.link,
    remote: addressIn(settings, "remote", base.remote),
    local: addressIn(settings, "local", base.local),
    hopLimit: numberIn(settings, "hoplimit") ?? base.hopLimit,
    encapLimit: numberOr(settings, "encaplimit", "none", base.encapLimit),
    trafficClass: numberOr(settings, "tclass", "inherit", base.trafficClass),
    flowLabel: numberOr(settings, "flowlabel", "inherit", base.flowLabel),
    copyDscp: flag("dscp", base.copyDscp),
    allowLocalRemote: flag("allow-localremote", base.allowLocalRemote),
    fwmark: numberOr(settings, "fwmark", "inherit", base.fwmark),
    protocol: numberIn(settings, "mode") ?? base.protocol,
    input: greOptions(settings, "i", base.input),
    output: greOptions(settings, "o", base.output),
  };
}

/** ip6_tnl_locate, ip6gre_tunnel_find: the tunnel with the same ends. Of keys counts what comes in, and none is 0. */
export function findTunnel6(tx: Transaction, like: Tunnel6, type = like.type): Link | undefined {
  for (const link of madeIn(tx, like.home)) {
    const { kind } = link;
    if (!isTunnel6(kind) || kind.type !== type) continue;
    const keyed = type === "ip6tnl" || (kind.input.key ?? 0) === (like.input.key ?? 0);
    if (kind.local === like.local && kind.remote === like.remote && kind.link === like.link && keyed) return link;
  }
  return undefined;
}

/** rt6_lookup: the MTU of the device that packets to the other end leave by. */
function routeMtu(tx: Transaction, { home, remote, link }: Tunnel6): number | undefined {
  const named = link === 0 ? undefined : tx.linkByIndex(home, link);
  const strict = isIpv6LinkLocal(remote) || isIpv6Multicast(remote);
  const answer =
    (named && lookupFib(tx, home, "inet6", { destination: remote, oif: named.id })) ??
    (strict && named ? undefined : lookupFib(tx, home, "inet6", { destination: remote }));
  if (!answer) return undefined;
  const { route, hop } = answer;
  if (route.type === "local" || route.type === "anycast") return LOOPBACK_MTU;
  if (route.type !== "unicast" && route.type !== "multicast") return undefined;
  return hop?.link === undefined ? undefined : tx.findLink(hop.link)?.mtu;
}

/** ip6_tnl_link_config, ip6gre_tnl_link_config_route: undefined where nothing is known of the way. */
function boundMtu(tx: Transaction, tunnel: Tunnel6): number | undefined {
  if (!abilitiesOf(tunnel, tunnel.local, tunnel.remote).send) return undefined;
  const named = tunnel.type === "ip6tnl" && tunnel.link !== 0 ? tx.linkByIndex(tunnel.home, tunnel.link) : undefined;
  const below = routeMtu(tx, tunnel) ?? named?.mtu;
  return below === undefined ? undefined : Math.max(IPV6_MIN_MTU, Math.min(below, MOST6) - overheadOf(tunnel));
}

function overheadOf(tunnel: Tunnel6): number {
  return tunnel6Overhead(tunnel) + (carriesEthernet(tunnel) ? ETHERNET_HEADER : 0);
}

/** Points to the other end where it is one that answers. */
function boundFlags(tunnel: Tunnel6): number {
  if (carriesEthernet(tunnel)) return IFF.BROADCAST | IFF.MULTICAST;
  const { send, receive } = abilitiesOf(tunnel, tunnel.local, tunnel.remote);
  return send && receive ? IFF.NOARP | IFF.POINTOPOINT : IFF.NOARP;
}

/** The device of a tunnel that is about to be registered. */
export function setupTunnel6(tx: Transaction, kind: Tunnel6): KindSetup {
  return {
    kind,
    mtu: boundMtu(tx, kind) ?? UNBOUND_MTU - overheadOf(kind),
    ...tunnelDevice(kind),
    flags: boundFlags(kind),
    ...(kind.type === "ip6tnl" && IP6TNL_LIMITS),
  };
}

/** ip6_tnl_change_mtu. */
function takesMtu(tunnel: Tunnel6, mtu: number): boolean {
  const { type, remote, protocol } = tunnel;
  const header = IPV6_HEADER + tunnel6HeaderLength(tunnel);
  const own = type === "ip6gretap" ? ETHERNET_HEADER : type === "ip6gre" && remote === IPV6_ANY ? header : 0;
  const least = protocol === IP_PROTOCOL.ipv6 ? IPV6_MIN_MTU : LEAST;
  const most = protocol === IP_PROTOCOL.ipv6 || protocol === 0 ? MOST6 : MOST4;
  return mtu >= least && mtu <= most - own - header;
}

function create(type: Tunnel6Type, { tx, netns, want, settings }: NewLinkContext): ReturnType<KindDriver["create"]> {
  // Where not a word is said, iproute2 asks for nothing.
  const asked = Object.keys(settings).length === 0 ? {} : ASKED_LIMITS;
  const tunnel = mergeTunnel6(tx, { ...bareTunnel6(type, netns), ...asked }, settings);
  if (!tunnel) return refuse("ENODEV");
  if (findTunnel6(tx, tunnel)) return refuse("EEXIST");
  const setup = setupTunnel6(tx, tunnel);
  if (want.mtu === undefined) return ok(setup);
  // What it does not take is passed over; then GRE does not look at the way either.
  if (takesMtu(tunnel, want.mtu)) return ok({ ...setup, mtu: want.mtu });
  return ok(type === "ip6tnl" ? setup : { ...setup, mtu: UNBOUND_MTU - overheadOf(tunnel) });
}

/** ip6_tnl_update, ip6gre_tnl_change. */
export function updateTunnel6(tx: Transaction, id: LinkId, next: Tunnel6): void {
  const link = tx.link(id);
  const flags = carriesEthernet(next)
    ? link.flags
    : (link.flags & ~IFF.POINTOPOINT) | (boundFlags(next) & IFF.POINTOPOINT);
  tx.changeLink(link, { kind: next, flags });
  const mtu = boundMtu(tx, next);
  // Without a word to the network layers: IPv6 stays even where it would be too narrow.
  if (mtu !== undefined && mtu !== link.mtu) tx.patchLink(id, { mtu });
}

function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const before = tunnel6Of(link);
  if (before.fallback) return refuse("EINVAL");
  const next = mergeTunnel6(tx, before, settings);
  if (!next) return refuse("ENODEV");
  // ip6gre_changelink_common looks for tunnels of packets alone, whatever this one is.
  const other = findTunnel6(tx, next, next.type === "ip6gretap" ? "ip6gre" : next.type);
  if (other && other.id !== link.id) return refuse("EEXIST");
  if (dry) return DONE;
  updateTunnel6(tx, link.id, next);
  // netdev_state_change, which GRE does without here.
  if (next.type === "ip6tnl" && isUp(link)) tx.noteLink(link.id);
  return DONE;
}

function settingsOf(kind: Tunnel6, nameOf: (id: LinkId) => string | undefined): KindSettings {
  const over = kind.over === undefined ? undefined : nameOf(kind.over);
  const { type, input, output } = kind;
  const orWord = (value: number | string): number => (typeof value === "number" ? value : -1);
  return {
    remote: kind.remote,
    local: kind.local,
    ...(over !== undefined && { dev: over }),
    hoplimit: kind.hopLimit,
    encaplimit: orWord(kind.encapLimit),
    tclass: orWord(kind.trafficClass),
    flowlabel: orWord(kind.flowLabel),
    ...(kind.copyDscp && { dscp: 1 }),
    "allow-localremote": Number(kind.allowLocalRemote),
    fwmark: orWord(kind.fwmark),
    ...(type === "ip6tnl"
      ? { mode: kind.protocol }
      : {
          ikey: input.key ?? -1,
          okey: output.key ?? -1,
          iseq: Number(input.seq),
          oseq: Number(output.seq),
          icsum: Number(input.csum),
          ocsum: Number(output.csum),
        }),
  };
}

function driver(type: Tunnel6Type): KindDriver {
  return {
    ...TUNNEL_LIMITS[type],
    needs: (tx, netns) => loadTunnels(tx, netns, type),
    // ip6gre_tap_validate.
    validate: (want) =>
      type === "ip6gretap" && want.mac !== undefined && !isValidUnicastMac(want.mac) ? refuse("EADDRNOTAVAIL") : DONE,
    create: (context) => create(type, context),
    change,
    settingsOf: (kind, nameOf) => settingsOf(kind as Tunnel6, nameOf),
    mayChangeMtu: (_tx, link, mtu) => (takesMtu(tunnel6Of(link), mtu) ? DONE : refuse("EINVAL")),
    keepsMac: (kind) => !carriesEthernet(kind as Tunnel6),
    stays: (kind) => (kind as Tunnel6).fallback,
  };
}

export const IP6TNL = driver("ip6tnl");
export const IP6GRE = driver("ip6gre");
export const IP6GRETAP = driver("ip6gretap");
