/**
 * Ipvlan interfaces (drivers/net/ipvlan): more links on one cable, all with its hardware address, told apart by their IP
 * addresses.
 *
 * Same as Linux: mode and flags are the port's, so that the newest word counts for all; NOARP in the layer 3 modes; the
 * address and MTU of the link below; one address on one interface; numbers that tell their link-local addresses apart.
 * Simplified: a number given back is given again at once when it was the highest.
 */
import type { LinkId } from "../../model/id.ts";
import { IFF, type Ipvlan, isMacvlan, type Link, type LinkKind, tsoMaxSize } from "../../model/link.ts";
import { ok } from "../../result.ts";
import { followState, heldBy, watchLink } from "../device.ts";
import { type KindSettings, numberIn } from "../link.ts";
import { setMac } from "../link-set.ts";
import { changeMtu } from "../mtu.ts";
import { flushNeighbors } from "../neighbor-table.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import { ipvlansOn } from "./ipvlan-address.ts";
import type { KindDriver, LowerEvent, NewLinkContext } from "./kind.ts";

/** IPVLAN_MODE_* and IPVLAN_F_* of linux/if_link.h. */
const MODES = ["l2", "l3", "l3s"] as const;
const FLAGS = ["bridge", "private", "vepa"] as const;

function ipvlanOf(link: Link): Ipvlan {
  if (link.kind.type !== "ipvlan") throw new Error(`${link.name} is no ipvlan interface`);
  return link.kind;
}

/** ipvlan_nl_validate: private and vepa exclude each other, and there is nothing else. */
function validate(settings: KindSettings): Outcome {
  const flags = numberIn(settings, "flags") ?? 0;
  return FLAGS[flags] === undefined ? refuse("EINVAL") : DONE;
}

function create({ tx, want, settings, lower: named }: NewLinkContext): ReturnType<KindDriver["create"]> {
  if (!named) return refuse("EINVAL");
  // What stands on an ipvlan interface stands on the link below it.
  const lower = named.kind.type === "ipvlan" ? tx.link(named.kind.lower) : named;
  const port = ipvlansOn(tx, lower);
  if (port.length === 0) {
    if (lower.flags & IFF.LOOPBACK || lower.kind.type === "vrf") return refuse("EINVAL");
    if (lower.master !== undefined || lower.uppers?.some((id) => isMacvlan(tx.link(id).kind))) return refuse("EBUSY");
  }
  const [first] = port;
  const flag = FLAGS[numberIn(settings, "flags") ?? -1] ?? (first ? ipvlanOf(first).flag : "bridge");
  const devId = Math.max(0, ...port.map((link) => ipvlanOf(link).devId)) + 1;
  const mode = MODES[numberIn(settings, "mode") ?? 1] ?? "l3";
  return ok({
    kind: { type: "ipvlan", lower: lower.id, mode, flag, devId, tsoMaxSize: tsoMaxSize(lower) },
    mac: lower.mac,
    permanentMac: lower.mac,
    macAssigned: "permanent",
    mtu: want.mtu ?? lower.mtu,
    carrier: lower.carrier,
    held: heldBy(lower),
    // Nobody fires an event of link watch: without a change of the carrier the state stays what it was at birth.
    policyState: "UNKNOWN",
  });
}

/** ipvlan_set_port_mode and the flags: all interfaces of the port have them; `except` is not on its list yet. */
function setPort(tx: Transaction, lower: LinkId, mode: Ipvlan["mode"], flag: Ipvlan["flag"], except?: LinkId): void {
  for (const link of ipvlansOn(tx, tx.link(lower))) {
    if (link.id === except) continue;
    const kind = ipvlanOf(link);
    if (kind.mode === mode && kind.flag === flag) continue;
    tx.patchLink(link.id, { kind: { ...kind, mode, flag } });
    if (kind.mode !== mode && setArp(tx, link.id)) {
      flushNeighbors(tx, link.id, "all", false);
      tx.noteLink(link.id);
    }
  }
}

/** Nobody is asked for a hardware address in the layer 3 modes. Answers whether something changed. */
function setArp(tx: Transaction, id: LinkId): boolean {
  const link = tx.link(id);
  const flags = ipvlanOf(link).mode === "l2" ? link.flags & ~IFF.NOARP : link.flags | IFF.NOARP;
  if (flags === link.flags) return false;
  tx.patchLink(id, { flags });
  return true;
}

function registered(tx: Transaction, id: LinkId): void {
  const { lower, mode, flag } = ipvlanOf(tx.link(id));
  setPort(tx, lower, mode, flag, id);
  if (!tx.link(id).carrier) watchLink(tx, id);
}

function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const valid = validate(settings);
  if (!valid.ok) return valid;
  const kind = ipvlanOf(link);
  const mode = MODES[numberIn(settings, "mode") ?? -1] ?? kind.mode;
  const flag = FLAGS[numberIn(settings, "flags") ?? -1] ?? kind.flag;
  if (!dry) setPort(tx, kind.lower, mode, flag);
  return DONE;
}

function settingsOf(kind: LinkKind): KindSettings {
  return kind.type === "ipvlan" ? { mode: MODES.indexOf(kind.mode), flags: FLAGS.indexOf(kind.flag) } : {};
}

/** ipvlan_device_event, which does not look at links that go down. */
function lowerEvent(tx: Transaction, id: LinkId, event: LowerEvent): void {
  const lower = tx.link(ipvlanOf(tx.link(id)).lower);
  if (event === "mtu") changeMtu(tx, id, lower.mtu);
  else if (event === "address") setMac(tx, id, lower.mac);
  else if (event !== "down" && (tx.link(id).carrier !== lower.carrier || tx.link(id).held !== heldBy(lower)))
    followState(tx, id, lower);
}

export const IPVLAN: KindDriver = {
  minMtu: 68,
  maxMtu: 65535,
  validate: (_, settings) => validate(settings),
  create,
  registered,
  change,
  settingsOf,
  opening: (tx, id) => {
    setArp(tx, id);
    return tx.link(id).carrier;
  },
  mayChangeMac: () => refuse("EOPNOTSUPP"),
  lowerEvent,
};
