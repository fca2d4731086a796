/**
 * Macvlan interfaces (drivers/net/macvlan.c): more addresses, each a link of its own, on one cable.
 *
 * Same as Linux: the modes bridge, private, vepa and passthru, whose address and MTU they may have, addresses in use, how
 * they follow the carrier below. Absent: source mode, queue lengths for broadcasts, `nopromisc`.
 */
import { isValidUnicastMac, type Mac } from "../../address/mac.ts";
import type { LinkId } from "../../model/id.ts";
import { IFF, isUp, type Link, type LinkKind, tsoMaxSize } from "../../model/link.ts";
import { ok } from "../../result.ts";
import { setCarrier, watchLink } from "../device.ts";
import { type KindSettings, numberIn } from "../link.ts";
import { setMac } from "../link-set.ts";
import { changeMtu } from "../mtu.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import type { KindDriver, LowerEvent, NewLinkContext } from "./kind.ts";

type Macvlan = Extract<LinkKind, { type: "macvlan" }>;

/** MACVLAN_MODE_* of linux/if_link.h. */
const MODES: Readonly<Record<number, Macvlan["mode"]>> = { 1: "private", 2: "vepa", 4: "bridge", 8: "passthru" };

function macvlanOf(link: Link): Macvlan {
  if (link.kind.type !== "macvlan") throw new Error(`${link.name} is no macvlan interface`);
  return link.kind;
}

/** The macvlan interfaces of a link. */
function portOf(tx: Transaction, lower: Link): Link[] {
  return (lower.uppers ?? []).map((id) => tx.link(id)).filter(({ kind }) => kind.type === "macvlan");
}

function create({ tx, want, settings, lower: named }: NewLinkContext): ReturnType<KindDriver["create"]> {
  if (!named) return refuse("EINVAL");
  // What stands on a macvlan interface stands on the link below it.
  const lower = named.kind.type === "macvlan" ? tx.link(named.kind.lower) : named;
  if (lower.flags & IFF.LOOPBACK) return refuse("EINVAL");
  if (want.mtu !== undefined && want.mtu > lower.mtu) return refuse("EINVAL");
  if (lower.port) return refuse("EBUSY");
  const mode = MODES[numberIn(settings, "mode") ?? 2] ?? "vepa";
  const port = portOf(tx, lower);
  const passthru = port.some((other) => macvlanOf(other).mode === "passthru");
  if (passthru || (mode === "passthru" && port.length > 0)) return refuse("EINVAL");
  return ok({
    kind: { type: "macvlan", lower: lower.id, mode, tsoMaxSize: tsoMaxSize(lower) },
    mtu: want.mtu ?? lower.mtu,
    maxMtu: lower.maxMtu,
    carrier: lower.carrier,
    ...(mode === "passthru" && want.mac === undefined && { mac: lower.mac }),
  });
}

function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const kind = macvlanOf(link);
  const mode = MODES[numberIn(settings, "mode") ?? -1] ?? kind.mode;
  if ((mode === "passthru") !== (kind.mode === "passthru")) return refuse("EINVAL");
  if (!dry) tx.patchLink(link.id, { kind: { ...kind, mode } });
  return DONE;
}

function settingsOf(kind: LinkKind): KindSettings {
  const mode = Object.keys(MODES).find((number) => kind.type === "macvlan" && MODES[Number(number)] === kind.mode);
  return mode === undefined ? {} : { mode: Number(mode) };
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
    if (link.mtu > lower.mtu) changeMtu(tx, id, lower.mtu);
  } else if (event === "address") {
    if (kind.mode === "passthru") setMac(tx, id, lower.mac);
  } else setCarrier(tx, id, lower.carrier);
}

/** Passthru has everything that comes by the cable. */
function listenToAll(tx: Transaction, id: LinkId, by: 1 | -1): boolean {
  const link = tx.link(id);
  const { mode, lower } = macvlanOf(link);
  const below = tx.findLink(lower);
  if (mode === "passthru" && below) tx.patchLink(lower, { promiscuity: below.promiscuity + by });
  return link.carrier;
}

export const MACVLAN: KindDriver = {
  minMtu: 68,
  maxMtu: 65535,
  validate: (want) => (want.mac !== undefined && !isValidUnicastMac(want.mac) ? refuse("EADDRNOTAVAIL") : DONE),
  create,
  registered: watchLink,
  change,
  settingsOf,
  mayOpen: (tx, kind, link) =>
    kind.type === "macvlan" && link && isBusy(tx, kind, link.mac, link.id) ? refuse("EADDRINUSE") : DONE,
  opening: (tx, id) => listenToAll(tx, id, 1),
  closing: (tx, id) => listenToAll(tx, id, -1),
  mayChangeMtu: (tx, link, mtu) => (mtu > tx.link(macvlanOf(link).lower).mtu ? refuse("EINVAL") : DONE),
  mayChangeMac: (tx, link, mac) => (isBusy(tx, macvlanOf(link), mac, link.id) ? refuse("EADDRINUSE") : DONE),
  macChanged: (tx, id) => {
    const { mac, kind } = tx.link(id);
    if (kind.type === "macvlan" && kind.mode === "passthru") setMac(tx, kind.lower, mac);
  },
  lowerEvent,
};
