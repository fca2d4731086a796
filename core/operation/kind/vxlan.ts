/**
 * VXLAN interfaces (drivers/net/vxlan/vxlan_core.c; RFC 7348): Ethernet in UDP, to one other end, to a group, or to whom
 * the forwarding database says.
 *
 * Same as Linux: what is refused when one is made or changed, the MTU by the link below, the entry of the default
 * destination, joining the group while up, the namespace it was made in as the one it sends from.
 * Absent: group policies, remote checksums, route short-circuits.
 */
import { isIpv6LinkLocal, isIpv6Multicast } from "../../address/ipv6.ts";
import { isValidUnicastMac, ZERO_MAC } from "../../address/mac.ts";
import { familyOf, formatIp, type IpAddress, isMulticast, parseIp } from "../../address/prefix.ts";
import { hasInet6 } from "../../model/family-mtu.ts";
import type { LinkId } from "../../model/id.ts";
import { isUp, type Link, type LinkKind, tsoMaxSize, type Vxlan } from "../../model/link.ts";
import type { VxlanRemote } from "../../model/neighbor.ts";
import { ok } from "../../result.ts";
import { conf6 } from "../conf.ts";
import { madeIn } from "../home.ts";
import { type KindSettings, numberIn } from "../link.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import { awaitAges, enterDefault, flushVxlan, leave } from "../vxlan-fdb.ts";
import { groupsOf, hasNetwork, listenTo, sameSocket } from "../vxlan-group.ts";
import { updateDefault } from "../vxlan-vni.ts";
import type { KindDriver, NewLinkContext } from "./kind.ts";
import { stack, unstack } from "./stack.ts";

/** VXLAN_HEADROOM and VXLAN6_HEADROOM: outer IP, UDP, VXLAN, inner Ethernet. */
const HEADROOM = { inet: 50, inet6: 70 } as const;
/** net.vxlan's parameter udp_port: what Linux used before there was a number assigned. */
const DEFAULT_PORT = 8472;
/** FDB_AGE_DEFAULT, in seconds. */
const DEFAULT_AGEING = 300;
const MAX_MTU = 65535;
const MIN_MTU = 68;
const IDS = 2 ** 24;
const TTL_INHERIT = 256;

function vxlanOf(link: Link): Vxlan {
  if (link.kind.type !== "vxlan") throw new Error(`${link.name} is no VXLAN interface`);
  return link.kind;
}

function addressIn(settings: KindSettings, word: string): IpAddress | undefined {
  const value = settings[word];
  return typeof value === "string" ? parseIp(value) : undefined;
}

/** The address of no host. */
function named(address: IpAddress | undefined): IpAddress | undefined {
  return address === 0 || address === "::" ? undefined : address;
}

function validate(want: NewLinkContext["want"], settings: KindSettings): Outcome {
  if (want.mac !== undefined && !isValidUnicastMac(want.mac))
    return refuse("EADDRNOTAVAIL", "Provided Ethernet address is not unicast");
  if (want.mtu !== undefined && (want.mtu < MIN_MTU || want.mtu > MAX_MTU))
    return refuse("EINVAL", "MTU must be between 68 and 65535");
  if (Object.keys(settings).length === 0)
    return refuse("EINVAL", "Required attributes not provided to perform the operation");
  return validRanges(settings);
}

function validRanges(settings: KindSettings): Outcome {
  const id = numberIn(settings, "id");
  if (id !== undefined && id >= IDS) return refuse("ERANGE", "VXLAN ID must be lower than 16777216");
  const low = numberIn(settings, "srcport_min");
  if (low !== undefined && (numberIn(settings, "srcport_max") ?? 0) < low)
    return refuse("EINVAL", "Invalid source port range");
  return DONE;
}

/** Settings laid over what was there. */
function merge(base: Vxlan, settings: KindSettings, over: LinkId | undefined): Vxlan {
  const flag = (word: string, before: boolean): boolean => (numberIn(settings, word) ?? Number(before)) !== 0;
  const ttl = numberIn(settings, "ttl") ?? base.ttl;
  const given = addressIn(settings, "remote") ?? addressIn(settings, "local");
  return {
    ...base,
    family: given === undefined ? base.family : familyOf(given),
    id: numberIn(settings, "id") ?? base.id,
    over,
    remote: settings["remote"] === undefined ? base.remote : named(addressIn(settings, "remote")),
    local: settings["local"] === undefined ? base.local : named(addressIn(settings, "local")),
    ttl: ttl === TTL_INHERIT ? "inherit" : ttl,
    tos: numberIn(settings, "tos") ?? base.tos,
    df: numberIn(settings, "df") ?? base.df,
    label: numberIn(settings, "flowlabel") ?? base.label,
    port: numberIn(settings, "dstport") || base.port,
    sourcePorts: [
      numberIn(settings, "srcport_min") ?? base.sourcePorts[0],
      numberIn(settings, "srcport_max") ?? base.sourcePorts[1],
    ],
    learning: flag("learning", base.learning),
    proxy: flag("proxy", base.proxy),
    l2miss: flag("l2miss", base.l2miss),
    l3miss: flag("l3miss", base.l3miss),
    ageingSeconds: numberIn(settings, "ageing") || base.ageingSeconds,
    maxAddresses: numberIn(settings, "maxaddress") ?? base.maxAddresses,
    udpCsum: flag("udpcsum", base.udpCsum),
    zeroCsum6Tx: flag("udp6zerocsumtx", base.zeroCsum6Tx),
    zeroCsum6Rx: flag("udp6zerocsumrx", base.zeroCsum6Rx),
    ...(settings["external"] === 1 && { external: true }),
    ...(settings["vnifilter"] === 1 && { vnis: [] }),
  };
}

function fresh(home: Vxlan["home"]): Vxlan {
  return {
    type: "vxlan",
    id: 0,
    home,
    over: undefined,
    family: "inet",
    remote: undefined,
    local: undefined,
    ttl: 0,
    tos: 0,
    df: 0,
    label: 0,
    port: DEFAULT_PORT,
    sourcePorts: [0, 0],
    learning: true,
    proxy: false,
    l2miss: false,
    l3miss: false,
    ageingSeconds: DEFAULT_AGEING,
    maxAddresses: 0,
    udpCsum: true,
    zeroCsum6Tx: false,
    zeroCsum6Rx: false,
    tsoMaxSize: 65536,
  };
}

/** ipv6_addr_type knows it as one of a link: a host's or a group's. */
function isOfLink(address: IpAddress | undefined): boolean {
  return typeof address === "string" && (isIpv6LinkLocal(address) || (isIpv6Multicast(address) && address[3] === "2"));
}

/** vxlan_config_validate. */
function check(tx: Transaction, kind: Vxlan, settings: KindSettings, self: LinkId | undefined): Outcome {
  const { remote, local, family } = kind;
  const given = (["remote", "local"] as const).map((word) => addressIn(settings, word));
  if ([...given, remote, local].some((address) => address !== undefined && familyOf(address) !== family))
    return refuse("EINVAL", "Local and remote address must be from the same family");
  if (local !== undefined && isMulticast(local)) return refuse("EINVAL", "Local address cannot be multicast");
  const ofLink = isOfLink(local);
  const elsewhere = ofLink
    ? remote !== undefined && !isOfLink(remote)
    : typeof remote === "string" && isIpv6LinkLocal(remote);
  if (elsewhere) return refuse("EINVAL", "Invalid combination of local and remote address scopes");
  if (kind.label !== 0 && family === "inet")
    return refuse("EINVAL", "Label attribute only applies to IPv6 VXLAN devices");
  const lower = kind.over === undefined ? undefined : tx.link(kind.over);
  if (lower && family === "inet6" && hasInet6(lower) && conf6(lower, "disable_ipv6") !== 0)
    return refuse("EPERM", "IPv6 support disabled by administrator");
  if (!lower && remote !== undefined && isMulticast(remote))
    return refuse("EINVAL", "Local interface required for multicast remote destination");
  if (!lower && ofLink) return refuse("EINVAL", "Local interface required for link-local local/remote addresses");
  for (const other of madeIn(tx, kind.home)) {
    if (other.kind.type !== "vxlan" || other.id === self) continue;
    const { kind: taken } = other;
    if (!hasNetwork(taken, kind.id) || !sameSocket(taken, kind) || taken.family !== family) continue;
    // What has an address of a link has that of another one for itself.
    if (!ofLink || taken.over === kind.over)
      return refuse("EEXIST", "A VXLAN device with the specified VNI already exists");
  }
  return DONE;
}

/** udp_sock_create: another interface has the port for itself, or a program has it. */
function mayOpen(tx: Transaction, kind: LinkKind, link: Pick<Link, "id"> | undefined): Outcome {
  if (kind.type !== "vxlan") return DONE;
  for (const other of madeIn(tx, kind.home)) {
    if (other.kind.type !== "vxlan" || other.id === link?.id || !isUp(other) || other.kind.port !== kind.port) continue;
    const meet = kind.external || other.kind.external || kind.family === other.kind.family;
    if (meet && !sameSocket(kind, other.kind)) return refuse("EADDRINUSE");
    if (meet) return DONE;
  }
  const families = kind.external ? ["inet6", "inet"] : [kind.family];
  const taken = families.some((family) => tx.runtime.udpPorts.has(`${kind.home} ${family} ${kind.port}`));
  return taken ? refuse("EADDRINUSE") : DONE;
}

function findOver(tx: Transaction, netns: Vxlan["home"], settings: KindSettings): Link | undefined {
  const name = settings["dev"];
  return typeof name === "string" ? tx.linkNamed(netns, name) : undefined;
}

/** What the link below leaves room for; what is less than any IPv4 is not looked at. */
function mostMtu(lower: Link | undefined, kind: Vxlan): number {
  return lower ? Math.max(lower.mtu - HEADROOM[kind.family], MIN_MTU) : MAX_MTU;
}

function create({ tx, home, want, settings }: NewLinkContext): ReturnType<KindDriver["create"]> {
  const lower = findOver(tx, home, settings);
  if (settings["dev"] !== undefined && !lower) return refuse("ENODEV", "Invalid local interface, device not found");
  const kind = merge(fresh(home), settings, lower?.id);
  const checked = check(tx, kind, settings, undefined);
  if (!checked.ok) return checked;
  // vxlan_config_apply: too much is cut without a word.
  const most = mostMtu(lower, kind);
  const mtu = want.mtu ?? (lower ? most : 1500);
  return ok({
    kind: { ...kind, tsoMaxSize: lower ? tsoMaxSize(lower) : kind.tsoMaxSize },
    mtu: Math.min(mtu, most),
  });
}

/** What cannot be given to a device that is there, be it what it has (vxlan_nl2flag), in the order that the kernel looks. */
const FIXED: readonly (readonly [word: string, message: string])[] = [
  ["ttl", "vxlan: cannot change TTL_INHERIT flag"],
  ["proxy", "vxlan: cannot change PROXY flag"],
  ["l2miss", "vxlan: cannot change L2MISS flag"],
  ["l3miss", "vxlan: cannot change L3MISS flag"],
  ["maxaddress", "Cannot change limit"],
  ["external", "vxlan: cannot change COLLECT_METADATA flag"],
  ["srcport_min", "Cannot change port range"],
  ["dstport", "Cannot change port"],
  ["udpcsum", "Cannot change UDP_CSUM flag"],
  ["udp6zerocsumtx", "vxlan: cannot change UDP_ZERO_CSUM6_TX flag"],
  ["udp6zerocsumrx", "vxlan: cannot change UDP_ZERO_CSUM6_RX flag"],
  ["vnifilter", "vxlan: cannot change flag"],
];

/** vxlan_nl2conf with `changelink`: what cannot change says so, each in its own words. */
function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const kind = vxlanOf(link);
  const ranges = validRanges(settings);
  if (!ranges.ok) return ranges;
  const differs = (word: string, now: number) => (numberIn(settings, word) ?? now) !== now;
  if (differs("id", kind.id)) return refuse("EOPNOTSUPP", "Cannot change VNI");
  for (const [word, text] of [
    ["remote", "New group address family does not match old group"],
    ["local", "New local address family does not match old"],
  ] as const) {
    const address = addressIn(settings, word);
    if (address !== undefined && familyOf(address) !== kind.family) return refuse("EOPNOTSUPP", text);
  }
  const fixed = FIXED.find(
    ([word]) => settings[word] !== undefined && (word !== "ttl" || settings[word] === TTL_INHERIT),
  );
  if (fixed) return refuse("EOPNOTSUPP", fixed[1]);
  const lower = findOver(tx, kind.home, settings);
  if (settings["dev"] !== undefined && !lower) return refuse("ENODEV", "Invalid local interface, device not found");
  const next = merge(kind, settings, lower?.id ?? kind.over);
  const checked = check(tx, next, settings, link.id);
  if (!checked.ok) return checked;
  if (dry) return DONE;
  // vxlan_changelink: the groups of one that is up go with where it sends to.
  const regroups = isUp(link) && (next.remote !== kind.remote || next.over !== kind.over);
  if (regroups) listenToGroups(tx, link.id, false);
  if (next.over !== kind.over) unstack(tx, link);
  const below = next.over === undefined ? undefined : tx.link(next.over);
  // vxlan_changelink: a link below that is the same is not looked at again.
  const size = below && next.over !== kind.over ? tsoMaxSize(below) : kind.tsoMaxSize;
  // vxlan_config_apply looks at a link below that is another than before; nobody is told of the MTU.
  const mtu = next.over === kind.over ? link.mtu : Math.min(link.mtu, mostMtu(below, next));
  tx.changeLink(tx.link(link.id), { kind: { ...next, tsoMaxSize: size }, mtu });
  if (next.over !== kind.over) {
    if (next.over !== undefined) stack(tx, next.over, link.id);
    if (kind.over !== undefined && tx.findLink(kind.over)) tx.noteLink(kind.over);
  }
  if (next.remote !== kind.remote) {
    addDefault(tx, link.id);
    const was = defaultOf(kind);
    const entry = tx.runtime.fdb.get(link.id)?.get(ZERO_MAC);
    if (was && entry) leave(tx, { ...tx.link(link.id), kind }, entry, was);
    // vxlan_vnilist_update_group: networks that have no end of their own follow, the last one first.
    const now = vxlanOf(tx.link(link.id));
    for (const { vni, remote } of [...(now.vnis ?? [])].reverse())
      if (remote === undefined) updateDefault(tx, link.id, vni, now.over, kind.remote, now.remote);
  }
  if (regroups) listenToGroups(tx, link.id, true);
  return DONE;
}

function defaultOf({ remote, over }: Vxlan): VxlanRemote | undefined {
  return remote === undefined ? undefined : { address: remote, ...(over !== undefined && { link: over }) };
}

/** The destination of what no entry of the database is for (all_zeros_mac). */
function addDefault(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  const first = defaultOf(vxlanOf(link));
  if (first) enterDefault(tx, link, first);
}

/** vxlan_multicast_join and leave. */
function listenToGroups(tx: Transaction, id: LinkId, join: boolean): boolean {
  for (const group of groupsOf(vxlanOf(tx.link(id)))) listenTo(tx, id, group, join);
  return tx.link(id).carrier;
}

function settingsOf(kind: LinkKind, nameOf: (id: LinkId) => string | undefined): KindSettings {
  if (kind.type !== "vxlan") return {};
  const over = kind.over === undefined ? undefined : nameOf(kind.over);
  return {
    ...(!kind.external && { id: kind.id }),
    ...(kind.remote !== undefined && { remote: formatIp(kind.remote) }),
    ...(kind.local !== undefined && { local: formatIp(kind.local) }),
    ...(over !== undefined && { dev: over }),
    ttl: kind.ttl === "inherit" ? TTL_INHERIT : kind.ttl,
    tos: kind.tos,
    df: kind.df,
    ...(kind.label !== 0 && { flowlabel: kind.label }),
    dstport: kind.port,
    ...(kind.sourcePorts[1] !== 0 && { srcport_min: kind.sourcePorts[0], srcport_max: kind.sourcePorts[1] }),
    learning: Number(kind.learning),
    proxy: Number(kind.proxy),
    l2miss: Number(kind.l2miss),
    l3miss: Number(kind.l3miss),
    ageing: kind.ageingSeconds,
    maxaddress: kind.maxAddresses,
    udpcsum: Number(kind.udpCsum),
    udp6zerocsumtx: Number(kind.zeroCsum6Tx),
    udp6zerocsumrx: Number(kind.zeroCsum6Rx),
    ...(kind.external && { external: 1 }),
    ...(kind.vnis && { vnifilter: 1 }),
  };
}

/** Those that can be chosen once it is there are the ones that differ. */
function changedSettings(was: LinkKind, now: LinkKind, nameOf: (id: LinkId) => string | undefined): KindSettings {
  const after = settingsOf(now, nameOf);
  return Object.fromEntries(Object.entries(settingsOf(was, nameOf)).filter(([word, value]) => after[word] !== value));
}

export const VXLAN: KindDriver = {
  minMtu: MIN_MTU,
  maxMtu: MAX_MTU,
  validate,
  create,
  registered: addDefault,
  change,
  mayOpen,
  settingsOf,
  changedSettings,
  opening: (tx, id) => {
    awaitAges(tx, id);
    return listenToGroups(tx, id, true);
  },
  closing: (tx, id) => {
    flushVxlan(tx, id, ({ state }) => state === "learned");
    return listenToGroups(tx, id, false);
  },
  ending: (tx, id) => flushVxlan(tx, id, () => true),
  mayChangeMtu: (tx, { kind }, mtu) => {
    if (kind.type !== "vxlan" || kind.over === undefined) return DONE;
    return mtu > tx.link(kind.over).mtu - HEADROOM[kind.family] ? refuse("EINVAL") : DONE;
  },
};
