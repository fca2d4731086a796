/**
 * VLAN interfaces (net/8021q/vlan.c, vlan_dev.c, vlan_netlink.c; IEEE 802.1Q).
 *
 * Same as Linux: limits, whose address and MTU they take, how they follow the link below up and down, loose binding.
 * Simplified: what comes in keeps no priority (vlan-qos.ts). Absent: GVRP and MVRP are flags that nobody acts upon, and so is bridge binding.
 */
import { isValidUnicastMac, ZERO_MAC } from "../../address/mac.ts";
import type { LinkId } from "../../model/id.ts";
import { hardwareOf, IFF, isUp, type Link, type LinkKind, tsoMaxSize, type VlanFlags } from "../../model/link.ts";
import { type QosMap, qosWords, readQosWords, withEgress, withIngress } from "../../model/vlan-qos.ts";
import { ok } from "../../result.ts";
import { ETHER_TYPE } from "../../wire/ether-type.ts";
import { closeLink, followState, heldBy, openLink, watchLink } from "../device.ts";
import { type KindSettings, textIn } from "../link.ts";
import { setMac } from "../link-set.ts";
import { changeMtu } from "../mtu.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";
import type { KindDriver, LowerEvent, NewLinkContext } from "./kind.ts";
import { syncBelow } from "./stack.ts";

type Vlan = Extract<LinkKind, { type: "vlan" }>;

const VLAN_IDS = 4096;
/** 4095 is reserved (IEEE 802.1Q table 9-2). */
const RESERVED_ID = 4095;

const INGRESS = "ingress-qos-map";
const EGRESS = "egress-qos-map";

/** Words of the command line and the flags they stand for. */
const FLAGS: Readonly<Record<string, keyof VlanFlags>> = {
  reorder_hdr: "reorderHeader",
  gvrp: "gvrp",
  mvrp: "mvrp",
  loose_binding: "looseBinding",
  bridge_binding: "bridgeBinding",
};

function vlanOf(link: Link): Vlan {
  if (link.kind.type !== "vlan") throw new Error(`${link.name} is no VLAN interface`);
  return link.kind;
}

function withFlags(flags: VlanFlags, settings: KindSettings): VlanFlags {
  const next: Record<keyof VlanFlags, boolean> = { ...flags };
  for (const [word, flag] of Object.entries(FLAGS)) {
    const value = settings[word];
    if (value !== undefined) next[flag] = value !== 0;
  }
  return next;
}

/** vlan_changelink: what is said of priorities is added to what there is. */
function withQos(kind: Pick<Vlan, "ingressQos" | "egressQos">, settings: KindSettings): typeof kind {
  const said = (word: string): QosMap => readQosWords(textIn(settings, word) ?? "");
  return {
    ingressQos: said(INGRESS).reduce((map, [from, to]) => withIngress(map, from, to), kind.ingressQos),
    egressQos: said(EGRESS).reduce((map, [from, to]) => withEgress(map, from, to), kind.egressQos),
  };
}

const NEW_FLAGS: VlanFlags = {
  reorderHeader: true,
  gvrp: false,
  mvrp: false,
  looseBinding: false,
  bridgeBinding: false,
};

function validate(want: NewLinkContext["want"], settings: KindSettings): Outcome {
  if (want.mac !== undefined && !isValidUnicastMac(want.mac))
    return refuse("EADDRNOTAVAIL", "8021q: Invalid link address");
  if (Object.keys(settings).length === 0) return refuse("EINVAL", "8021q: VLAN properties not specified");
  const { id } = settings;
  if (typeof id === "number" && (id >= VLAN_IDS || id === RESERVED_ID))
    return refuse("ERANGE", "8021q: Invalid VLAN id");
  return DONE;
}

function create({ tx, want, settings, lower }: NewLinkContext): ReturnType<KindDriver["create"]> {
  const { id } = settings;
  if (typeof id !== "number") return refuse("EINVAL", "8021q: VLAN id not specified");
  if (!lower) return refuse("EINVAL", "8021q: link not specified");
  const protocol = settings["protocol"] === ETHER_TYPE.serviceVlan ? "802.1ad" : "802.1Q";
  if (lower.kind.type === "vrf" || hardwareOf(lower) !== "ether")
    return refuse("EOPNOTSUPP", "8021q: VLANs not supported on device");
  const taken = (lower.uppers ?? []).some((upper) => {
    const kind = tx.findLink(upper)?.kind;
    return kind?.type === "vlan" && kind.id === id && kind.protocol === protocol;
  });
  if (taken) return refuse("EEXIST", "8021q: VLAN device already exists");
  if (want.mtu !== undefined && want.mtu > lower.mtu) return refuse("EINVAL");
  return ok({
    kind: {
      type: "vlan",
      lower: lower.id,
      id,
      protocol,
      flags: withFlags(NEW_FLAGS, settings),
      ...withQos({ ingressQos: [], egressQos: [] }, settings),
      tsoMaxSize: tsoMaxSize(lower),
    },
    mtu: want.mtu ?? lower.mtu,
    // vlan_dev_init: the flags of the link below, without what is that link's own affair.
    flags: lower.flags & ~(IFF.UP | IFF.PROMISC | IFF.ALLMULTI | IFF.MASTER | IFF.SLAVE),
    carrier: lower.carrier,
    held: heldBy(lower),
    broadcast: lower.broadcast,
    ...(want.mac === undefined && { mac: lower.mac, macAssigned: "stolen" as const }),
  });
}

function change(tx: Transaction, link: Link, settings: KindSettings, dry: boolean): Outcome {
  const kind = vlanOf(link);
  const { id } = settings;
  if (typeof id === "number" && (id >= VLAN_IDS || id === RESERVED_ID))
    return refuse("ERANGE", "8021q: Invalid VLAN id");
  if (!dry)
    tx.changeLink(link, { kind: { ...kind, flags: withFlags(kind.flags, settings), ...withQos(kind, settings) } });
  return DONE;
}

function settingsOf(kind: LinkKind): KindSettings {
  if (kind.type !== "vlan") return {};
  const flags = Object.entries(FLAGS).map(([word, flag]) => [word, Number(kind.flags[flag])] as const);
  return {
    id: kind.id,
    protocol: kind.protocol === "802.1ad" ? ETHER_TYPE.serviceVlan : ETHER_TYPE.vlan,
    ...Object.fromEntries(flags),
    ...(kind.ingressQos.length > 0 && { [INGRESS]: qosWords(kind.ingressQos) }),
    // The newest of a list goes first.
    ...(kind.egressQos.length > 0 && { [EGRESS]: qosWords(kind.egressQos.toReversed()) }),
  };
}

/** What was added since goes back to 0. */
function changedSettings(was: LinkKind, now: LinkKind): KindSettings {
  const whole = settingsOf(was);
  if (was.type !== "vlan" || now.type !== "vlan" || JSON.stringify(whole) === JSON.stringify(settingsOf(now)))
    return {};
  const back = (before: QosMap, after: QosMap): QosMap => [
    ...after.filter(([from]) => !before.some(([had]) => had === from)).map(([from]) => [from, 0] as const),
    ...before.toReversed(),
  ];
  const ingress = back(was.ingressQos, now.ingressQos);
  const egress = back(was.egressQos, now.egressQos);
  return {
    ...whole,
    ...(ingress.length > 0 && { [INGRESS]: qosWords(ingress) }),
    ...(egress.length > 0 && { [EGRESS]: qosWords(egress) }),
  };
}

/** eth_validate_addr, vlan_dev_open. */
function mayOpen(tx: Transaction, kind: LinkKind, link: Pick<Link, "mac"> | undefined): Outcome {
  if (link?.mac === ZERO_MAC) return refuse("EADDRNOTAVAIL");
  if (kind.type !== "vlan" || kind.flags.looseBinding) return DONE;
  return isUp(tx.link(kind.lower)) ? DONE : refuse("ENETDOWN");
}

/** vlan_dev_inherit_address: an address that nobody set is the lower link's. */
function inheritMac(tx: Transaction, id: LinkId): void {
  const link = tx.link(id);
  const lower = tx.link(vlanOf(link).lower);
  if (link.macAssigned !== "stolen" || link.mac === lower.mac) return;
  setMac(tx, id, lower.mac);
  tx.patchLink(id, { macAssigned: "stolen" });
}

function opening(tx: Transaction, id: LinkId): boolean {
  inheritMac(tx, id);
  const link = tx.link(id);
  return link.carrier || tx.link(vlanOf(link).lower).carrier;
}

/** vlan_device_event. */
function lowerEvent(tx: Transaction, id: LinkId, event: LowerEvent): void {
  const link = tx.link(id);
  const kind = vlanOf(link);
  const lower = tx.link(kind.lower);
  const follow = () => followState(tx, id, lower);
  switch (event) {
    case "change":
      follow();
      return;
    case "up":
      if (isUp(link)) return;
      if (!kind.flags.looseBinding) openLink(tx, id);
      follow();
      return;
    case "down":
      if (!isUp(link) || kind.flags.looseBinding) return;
      closeLink(tx, id);
      follow();
      return;
    case "mtu":
      if (link.mtu > lower.mtu) changeMtu(tx, id, lower.mtu);
      return;
    case "address":
      if (!isUp(link)) return;
      inheritMac(tx, id);
      syncBelow(tx, id);
      return;
  }
}

export const VLAN: KindDriver = {
  minMtu: 0,
  maxMtu: 65535,
  needs: (tx) => void tx.runtime.modules.add("8021q"),
  validate,
  create,
  // register_vlan_dev takes over the state of the link below, too.
  registered: watchLink,
  change,
  settingsOf,
  changedSettings,
  mayOpen,
  opening,
  closing: (tx, id) => {
    const link = tx.link(id);
    return vlanOf(link).flags.bridgeBinding && link.carrier;
  },
  mayChangeMtu: (tx, link, mtu) => (mtu > tx.link(vlanOf(link).lower).mtu ? refuse("ERANGE") : DONE),
  lowerEvent,
};
