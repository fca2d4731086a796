/**
 * TUN and TAP devices (drivers/net/tun.c): what a program reads and writes is the cable. `ip tuntap` makes them persistent.
 *
 * Same as Linux: defaults, that rtnetlink makes none, who may take a name, that there is no carrier while no program has
 * it open, that what a program made ends with it. What is read and written: core/datapath/tun.ts.
 */
import { BROADCAST_MAC, ZERO_MAC } from "../address/mac.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { IFF, type Link, type LinkKind } from "../model/link.ts";
import { chosenName, registerLink, reserveIfindex, setCarrier, unregisterLinks } from "./device.ts";
import { defaultLink } from "./link-add.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";
import type { TuntapAdd, TuntapDelete, TuntapSpec } from "./tuntap.ts";

type Tun = Extract<LinkKind, { type: "tun" }>;

/** DEFAULT_MAX_NUM_QUEUES. */
const MOST_QUEUES = 256;
const TUN_QUEUE_LENGTH = 500;
/** MAX_MTU less the Ethernet header that a TAP device has. */
const LIMITS = { tap: { minMtu: 68, maxMtu: 65521 }, tun: { minMtu: 68, maxMtu: 65535 } } as const;

function kindOf(spec: TuntapSpec): Tun {
  return {
    type: "tun",
    mode: spec.mode,
    pi: spec.pi ?? false,
    vnetHdr: spec.vnetHdr ?? false,
    multiQueue: spec.multiQueue ?? false,
    oneQueue: spec.oneQueue ?? false,
    user: spec.user,
    group: spec.group,
  };
}

/** tun_set_iff for a name that is taken: who has one of the same sort open may have it again. */
function mayAttach(link: Link, spec: TuntapSpec): Outcome {
  const { kind } = link;
  if (kind.type !== "tun" || kind.mode !== spec.mode) return refuse("EINVAL");
  if (kind.openedBy && !kind.multiQueue) return refuse("EBUSY");
  return kind.multiQueue === (spec.multiQueue ?? false) ? DONE : refuse("EINVAL");
}

/** TUNSETIFF with IFF_TUN_EXCL, TUNSETOWNER, TUNSETGROUP, TUNSETPERSIST. */
export function tuntapAdd(tx: Transaction, caller: Caller, op: TuntapAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const { spec } = op;
  const pattern = spec.name ?? `${spec.mode}%d`;
  if (tx.linkByName(netns, pattern)) return refuse("EBUSY");
  const name = chosenName(tx, netns, pattern);
  if (!name.ok) return name;
  make(tx, netns, name.value, kindOf(spec));
  return DONE;
}

/** TUNSETIFF of a program that stays, and may have it (tunRefusal): nothing where the name is none. */
export function openTuntap(tx: Transaction, netns: NetnsId, spec: TuntapSpec, openedBy: Tun["openedBy"]): void {
  const pattern = spec.name ?? `${spec.mode}%d`;
  const known = tx.linkByName(netns, pattern);
  if (known?.kind.type === "tun") {
    const { pi, vnetHdr } = kindOf(spec);
    tx.changeLink(known, { kind: { ...known.kind, pi, vnetHdr, openedBy } });
    setCarrier(tx, known.id, true);
    return;
  }
  const name = chosenName(tx, netns, pattern);
  if (name.ok) make(tx, netns, name.value, { ...kindOf(spec), transient: true, openedBy });
}

/** tun_detach: the program has closed it. */
export function closeTuntap(tx: Transaction, id: LinkId): void {
  const link = tx.findLink(id);
  if (link?.kind.type !== "tun") return;
  if (link.kind.transient) {
    unregisterLinks(tx, [id]);
    return;
  }
  tx.changeLink(link, { kind: { ...link.kind, openedBy: undefined } });
  setCarrier(tx, id, false);
}

function make(tx: Transaction, netns: Link["netns"], name: string, kind: Tun): Link {
  const base = defaultLink(tx, netns, kind, name, reserveIfindex(tx, netns));
  const queues = kind.multiQueue ? MOST_QUEUES : 1;
  const point = kind.mode === "tun";
  const open = kind.openedBy !== undefined;
  return registerLink(tx, {
    ...base,
    ...LIMITS[kind.mode],
    carrier: open,
    policyState: open ? "UNKNOWN" : "DOWN",
    queues: { tx: queues, rx: queues },
    naming: "unknown",
    ...(point && {
      mac: ZERO_MAC,
      macAssigned: "permanent" as const,
      flags: IFF.POINTOPOINT | IFF.NOARP | IFF.MULTICAST,
      txQueueLength: TUN_QUEUE_LENGTH,
    }),
    broadcast: point ? ZERO_MAC : BROADCAST_MAC,
  });
}

/** The same without IFF_TUN_EXCL and TUNSETPERSIST 0: a device that nobody holds any more ends, one just made, too. */
export function tuntapDelete(tx: Transaction, caller: Caller, op: TuntapDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const netns = here.value;
  const { name } = op.spec;
  const link = name === undefined ? undefined : tx.linkByName(netns, name);
  if (!link) {
    reserveIfindex(tx, netns);
    return DONE;
  }
  const able = mayAttach(link, op.spec);
  if (!able.ok) return able;
  unregisterLinks(tx, [link.id]);
  return DONE;
}
