/**
 * Macvlan interfaces (drivers/net/macvlan.c): more addresses, each a link of its own, on one cable.
 *
 * Same as Linux: all modes, whose address and MTU they may have, addresses in use, how
 * they follow the carrier below; source mode and its addresses; macvtap (drivers/net/macvtap.c) as long as no program has
 * opened it.
 */
import { isValidUnicastMac, type Mac, ZERO_MAC } from "../../address/mac.ts";
import type { LinkId } from "../../model/id.ts";
import { hardwareOf, isMacvlan, isUp, type Link, type LinkKind, type Macvlan, tsoMaxSize } from "../../model/link.ts";
import { ok } from "../../result.ts";
import { followState, heldBy, watchLink } from "../device.ts";
import { type KindSettings, numberIn, textIn } from "../link.ts";
import { setMac } from "../link-set.ts";
import { changeMtu } from "../mtu.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import type { KindDriver, LowerEvent, NewLinkContext } from "./kind.ts";

/** MACVLAN_MODE_* of linux/if_link.h. */
const MODES: Readonly<Record<number, Macvlan["mode"]>> = {
  1: "private",
  2: "vepa",
  4: "bridge",
  8: "passthru",
  16: "source",
};

function macvlanOf(link: Link): Macvlan {
  if (!isMacvlan(link.kind)) throw new Error(`${link.name} is no macvlan interface`);
  return link.kind;
}

/** The macvlan interfaces of a link. */
function portOf(tx: Transaction, lower: Link): Link[] {
  return (lower.uppers ?? []).map((id) => tx.link(id)).filter(({ kind }) => isMacvlan(kind));
}

const FLAG = { NOPROMISC: 1, NODST: 2 };
/** MACVLAN_DEFAULT_BC_QUEUE_LEN. */
const BROADCAST_QUEUE = 1000;

/** macvlan_validate. */
function validate(want: NewLinkContext["want"], settings: KindSettings): Outcome {
  if (want.mac !== undefined && !isValidUnicastMac(want.mac)) return refuse("EADDRNOTAVAIL");
  return checkSources(settings);
}

/** `macaddr add MAC`, `macaddr del MAC`, `macaddr set MAC ...`, `macaddr flush`. */
function checkSources(settings: KindSettings): Outcome {
  const [, ...macs] = textIn(settings, "macaddr")?.split(" ") ?? [];
  return macs.some((mac) => !isValidUnicastMac(mac as Mac)) ? refuse("EADDRNOTAVAIL") : DONE;
}

/** macvlan_changelink_sources. */
function nextSources(sources: readonly Mac[], settings: KindSettings): readonly Mac[] {
  const macaddr = textIn(settings, "macaddr");
  if (macaddr === undefined) return sources;
  const [verb, ...given] = macaddr.split(" ");
  const macs = given.filter((mac) => isValidUnicastMac(mac as Mac)) as Mac[];
  if (verb === "flush") return [];
  if (verb === "del") return sources.filter((mac) => !macs.includes(mac));
  const kept = verb === "set" ? [] : sources;
  return [...macs.filter((mac) => !kept.includes(mac)).reverse(), ...kept];
}

function create(
  type: Macvlan["type"],
  { tx, want, settings, lower: named }: NewLinkContext,
): ReturnType<KindDriver["create"]> {
  if (!named) return refuse("EINVAL");
  // What stands on a macvlan interface stands on the link below it.
  const lower = isMacvlan(named.kind) ? tx.link(named.kind.lower) : named;
  if (hardwareOf(lower) !== "ether" || lower.kind.type === "vrf") return refuse("EINVAL");
  if (want.mtu !== undefined && want.mtu > lower.mtu) return refuse("EINVAL");
  if (lower.port || lower.bondSlave || lower.uppers?.some((id) => tx.link(id).kind.type === "ipvlan"))
    return refuse("EBUSY");
  // An ipvlan interface has nobody take its frames (IFF_NO_RX_HANDLER).
  if (lower.kind.type === "ipvlan") return refuse("EINVAL");
  const mode = MODES[numberIn(settings, "mode") ?? 2] ?? "vepa";
  const port = portOf(tx, lower);
  const passthru = port.some((other) => macvlanOf(other).mode === "passthru");
  if (passthru || (mode === "passthru" && port.length > 0)) return refuse("EINVAL");
  if (settings["macaddr"] !== undefined && mode !== "source") return refuse("EINVAL");
  const flags = numberIn(settings, "flag") ?? 0;
  return ok({
    kind: {
      type,
      lower: lower.id,
      mode,
      ...(mode === "passthru" && { lowerMac: lower.mac }),
      noPromisc: (flags & FLAG.NOPROMISC) !== 0,
      noDestination: (flags & FLAG.NODST) !== 0,
      broadcastQueue: numberIn(settings, "bcqueuelen") ?? BROADCAST_QUEUE,
      sources: nextSources([], settings),
      tsoMaxSize: tsoMaxSize(lower),
    },
    // macvtap_setup.
    ...(type === "macvtap" && { txQueueLength: want.txQueueLength ?? 500 }),
    mtu: want.mtu ?? lower.mtu,
    maxMtu: lower.maxMtu,
    carrier: lower.carrier,
    held: heldBy(lower),
    // eth_hw_addr_inherit, whatever was asked for.
    ...(mode === "passthru" && { mac: lower.mac }),
  });
}

function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const valid = checkSources(settings);
  if (!valid.ok) return valid;
  const kind = macvlanOf(link);
  const mode = MODES[numberIn(settings, "mode") ?? -1] ?? kind.mode;
  if ((mode === "passthru") !== (kind.mode === "passthru")) return refuse("EINVAL");
  const flag = numberIn(settings, "flag");
  const noPromisc = flag === undefined ? kind.noPromisc : (flag & FLAG.NOPROMISC) !== 0;
  // That it has no addresses is seen when everything else is done.
  const refused = settings["macaddr"] !== undefined && mode !== "source";
  if (!dry || refused) {
    const sources = mode === "source" ? nextSources(kind.sources, settings) : [];
    const noDestination = flag === undefined ? kind.noDestination : (flag & FLAG.NODST) !== 0;
    const broadcastQueue = numberIn(settings, "bcqueuelen") ?? kind.broadcastQueue;
    tx.patchLink(link.id, { kind: { ...kind, mode, noPromisc, noDestination, broadcastQueue, sources } });
    if (kind.mode === "passthru" && noPromisc !== kind.noPromisc) changePromisc(tx, kind.lower, noPromisc ? -1 : 1);
  }
  return refused ? refuse("EINVAL") : DONE;
}

function changePromisc(tx: Transaction, id: LinkId, by: 1 | -1): void {
  const below = tx.findLink(id);
  if (!below) return;
  tx.patchLink(id, { promiscuity: below.promiscuity + by });
  tx.noteLink(id);
}

function settingsOf(kind: LinkKind): KindSettings {
  if (!isMacvlan(kind)) return {};
  const mode = Object.keys(MODES).find((number) => MODES[Number(number)] === kind.mode);
  const flag = (kind.noPromisc ? FLAG.NOPROMISC : 0) | (kind.noDestination ? FLAG.NODST : 0);
  return {
    ...(mode !== undefined && { mode: Number(mode) }),
    ...(flag !== 0 && { flag }),
    ...(kind.broadcastQueue !== BROADCAST_QUEUE && { bcqueuelen: kind.broadcastQueue }),
    ...(kind.sources.length > 0 && { macaddr: ["set", ...kind.sources.toReversed()].join(" ") }),
  };
}

/** Back from flags, addresses and a queue's length that it did not begin with. */
function changedSettings(was: LinkKind, now: LinkKind): KindSettings {
  if (!isMacvlan(was) || !isMacvlan(now) || JSON.stringify(settingsOf(was)) === JSON.stringify(settingsOf(now)))
    return {};
  return {
    flag: 0,
    bcqueuelen: was.broadcastQueue,
    ...(was.mode === "source" && now.sources.length > 0 && { macaddr: "flush" }),
    ...settingsOf(was),
  };
}

/** macvlan_addr_busy: the address is that of the link below, or of another macvlan interface that is up. */
function isBusy(tx: Transaction, kind: Macvlan, mac: Mac, self: LinkId | undefined): boolean {
  if (kind.mode === "passthru") return false;
  const lower = tx.link(kind.lower);
  return lower.mac === mac || portOf(tx, lower).some((other) => other.id !== self && isUp(other) && other.mac === mac);
}

function lowerEvent(tx: Transaction, id: LinkId, event: LowerEvent): void {
  const link = tx.link(id);
  const kind = macvlanOf(link);
  const lower = tx.link(kind.lower);
  if (event === "mtu") {
    // dev_set_mtu: what it cannot have it does not get.
    if (link.mtu > lower.mtu && lower.mtu >= link.minMtu) changeMtu(tx, id, lower.mtu);
  } else if (event === "address") {
    // macvlan_sync_address: the address alone; nobody is told.
    if (kind.mode === "passthru") tx.patchLink(id, { mac: lower.mac, kind: { ...kind, lowerMac: lower.mac } });
  } else followState(tx, id, lower);
}

/** Passthru has everything that comes by the cable. */
function listenToAll(tx: Transaction, id: LinkId, by: 1 | -1): boolean {
  const link = tx.link(id);
  const { mode, lower, noPromisc } = macvlanOf(link);
  if (mode === "passthru" && !noPromisc) changePromisc(tx, lower, by);
  return link.carrier;
}

/** macvlan_set_mac_address: in mode passthru the link below has the same address. */
function handDown(tx: Transaction, id: LinkId): void {
  const { mac, kind } = tx.link(id);
  if (!isMacvlan(kind) || kind.lowerMac === undefined) return;
  setMac(tx, kind.lower, mac);
  // The link below was given it: what it had by itself is not forgotten (macvlan_addr_change).
  tx.patchLink(id, { kind });
}

/** macvlan_port_destroy: the link below gets back what it had. */
function giveBack(tx: Transaction, link: Link): void {
  const { lower, lowerMac } = macvlanOf(link);
  const below = tx.findLink(lower);
  if (lowerMac !== undefined && below && below.mac !== lowerMac) setMac(tx, lower, lowerMac);
}

/** eth_validate_addr: that of a bridge without ports is none; macvlan_open. */
function mayOpen(tx: Transaction, kind: LinkKind, link: Pick<Link, "id" | "mac"> | undefined): Outcome {
  if (link?.mac === ZERO_MAC) return refuse("EADDRNOTAVAIL");
  return isMacvlan(kind) && link && isBusy(tx, kind, link.mac, link.id) ? refuse("EADDRINUSE") : DONE;
}

const driver = (type: Macvlan["type"]): KindDriver => ({
  minMtu: 68,
  maxMtu: 65535,
  validate,
  create: (context) => create(type, context),
  registered: watchLink,
  change,
  settingsOf,
  changedSettings,
  mayOpen,
  opening: (tx, id) => listenToAll(tx, id, 1),
  closing: (tx, id) => listenToAll(tx, id, -1),
  mayChangeMtu: (tx, link, mtu) => (mtu > tx.link(macvlanOf(link).lower).mtu ? refuse("EINVAL") : DONE),
  mayChangeMac: (tx, link, mac) => (isBusy(tx, macvlanOf(link), mac, link.id) ? refuse("EADDRINUSE") : DONE),
  macChanged: handDown,
  ending: (tx, id) => void tx.patchLink(id, { kind: { ...macvlanOf(tx.link(id)), leaving: true } }),
  ended: giveBack,
  lowerEvent,
});

export const MACVLAN = driver("macvlan");
export const MACVTAP = driver("macvtap");
