/** `ip neigh add`, `change`, `replace`, `del` (neigh_add, neigh_delete of net/core/neighbour.c). */

import { solicitedNode } from "../address/ipv6.ts";
import { formatIp, type IpAddress } from "../address/prefix.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import { hardwareOf, IFF, type Link } from "../model/link.ts";
import { isConnected, isValid, type Neighbor, type NeighborState } from "../model/neighbor.ts";
import { bornAddress, neighborKey } from "../model/neighbor-birth.ts";
import type { Told } from "../model/notification.ts";
import { conf6 } from "./conf.ts";
import { leaveUsedGroup, useGroup } from "./group-users.ts";
import type { NeighborAdd, NeighborDelete, NeighborSpec } from "./neighbor.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** Entries change in place: what is told of is a copy. */
function copyOf(neighbor: Neighbor): Told {
  return { noun: "neighbor", neighbor: { ...neighbor } };
}

export function neighborAdd(tx: Transaction, caller: Caller, op: NeighborAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const spec = op.neighbor;
  const found = resolveLink(tx, here.value, spec.device);
  if (!found.ok) return found;
  const link = found.value;
  if (spec.proxy) return proxyAdd(tx, link, spec);
  // ndisc_allow_add.
  if (typeof spec.address === "string" && (!hasInet6(link) || conf6(link, "disable_ipv6") !== 0))
    return refuse("EINVAL", "IPv6 is disabled on this device");
  let table = tx.runtime.neighbors.get(link.id);
  const address = neighborKey(link, spec.address);
  const known = table?.get(address);
  // neigh_lookup: it looks for the address as given.
  const there = table?.get(spec.address);
  if (!there && op.mode === "change") return refuse("ENOENT");
  if (there && op.mode === "add") return refuse("EEXIST");
  const asked = spec.use === true || spec.managed === true;
  const state = asked ? askedState(known?.state) : (spec.state ?? "PERMANENT");
  if (!table) {
    table = new Map();
    tx.runtime.neighbors.set(link.id, table);
  }
  const now = tx.runtime.nowMicros;
  const fresh: Neighbor = {
    link: link.id,
    address,
    mac: undefined,
    state: "NONE",
    router: false,
    protocol: 0,
    confirmedMicros: now,
    usedMicros: now,
    updatedMicros: now,
    probes: 0,
  };
  const born = ["ether", "loopback"].includes(hardwareOf(link)) ? bornAddress(link, address) : undefined;
  // __neigh_update: without an address the entry's own stays, but where it was not valid there is none.
  const valid = isValid(state);
  const wasValid = known ? isValid(known.state) : born !== undefined || (link.flags & IFF.NOARP) !== 0;
  if (valid && spec.mac === undefined && !wasValid) {
    // The kernel made the entry before it missed the address, and leaves it behind in state NONE.
    if (!known) table.set(address, fresh);
    return refuse("EINVAL", "No link layer address given");
  }
  // Who is only asked for keeps the address that is known, whatever was said of it.
  const mac = (asked ? undefined : spec.mac) ?? known?.mac ?? (valid ? born : undefined);
  const before = known && { ...known };
  const wasAsked = known?.state === "INCOMPLETE";
  if (known) {
    // neigh_update: what is sure of itself is confirmed now, another address that is not never was.
    if (isConnected(state)) known.confirmedMicros = now;
    else if (isValid(state) && known.mac !== mac) known.confirmedMicros = now - LONG_AGO;
    known.mac = mac;
    known.state = state;
    // An administrator's word replaces the flags (NEIGH_UPDATE_F_OVERRIDE_ISROUTER and its like).
    known.router = spec.router ?? false;
    known.externLearn = spec.externLearn;
    known.managed = spec.managed;
    known.protocol = spec.protocol ?? known.protocol;
    known.updatedMicros = now;
    known.probes = 0;
  } else
    table.set(address, {
      ...fresh,
      mac: asked ? undefined : mac,
      state,
      router: spec.router ?? false,
      protocol: spec.protocol ?? 0,
      ...(spec.externLearn && { externLearn: true }),
      ...(spec.managed && { managed: true }),
      // Only what is sure of itself counts as confirmed now.
      confirmedMicros: state === "DELAY" || state === "PROBE" || state === "STALE" ? now - LONG_AGO : now,
    });
  if (state === "REACHABLE" || state === "DELAY" || state === "PROBE" || asked || wasAsked)
    tx.runtime.timers.add(now, { kind: "neighbor", link: link.id, address });
  const told = table.get(address);
  // neigh_update: what is sure of itself is looked at when its time is over, what asks begins at once.
  if (told) told.timerMicros = now;
  const tells = told && isTold(before, told, born !== undefined, asked);
  tx.note("neighbor", "new", link.netns, `${formatIp(address)} dev ${link.id}`, tells ? copyOf(told) : undefined);
  return DONE;
}

/** neigh_add and neigh_event_send: who is to be asked for begins as nobody knows it, and what is known is looked at again. */
function askedState(known: NeighborState | undefined): NeighborState {
  if (known === undefined || known === "PERMANENT" || known === "NONE" || known === "FAILED") return "INCOMPLETE";
  return known === "STALE" ? "DELAY" : known;
}

/**
 * __neigh_update: who listens hears of what is otherwise than before: the state, the address, who vouches for it, who keeps it alive.
 * @param born the entry had an address from its birth
 */
function isTold(before: Neighbor | undefined, now: Neighbor, born: boolean, asked: boolean): boolean {
  const changed =
    (before?.externLearn ?? false) !== (now.externLearn ?? false) ||
    (before?.managed ?? false) !== (now.managed ?? false) ||
    (before?.router ?? false) !== now.router;
  if (asked) return changed;
  const wasValid = before ? isValid(before.state) : born;
  if (!isValid(now.state)) return wasValid || (isAsking(before?.state) && now.state === "FAILED");
  return changed || before?.state !== now.state || before.mac !== now.mac;
}

function isAsking(state: NeighborState | undefined): boolean {
  return state === "INCOMPLETE" || state === "PROBE";
}

/** Twice the base of the time for which an answer holds. */
const LONG_AGO = 60_000_000;

/** pneigh_lookup with `creat`: an address that this host answers for. */
function proxyAdd(tx: Transaction, link: Link, spec: NeighborSpec): Outcome {
  const { address, protocol, router, state, managed } = spec;
  if (managed) return refuse("EINVAL", "Invalid NTF_* flag combination");
  // pndisc_constructor.
  if (typeof address === "string" && !hasInet6(link)) return refuse("ENOBUFS");
  let table = tx.runtime.proxies.get(link.id);
  if (!table) tx.runtime.proxies.set(link.id, (table = new Map()));
  const known = table.get(address);
  table.set(address, {
    protocol: protocol ?? known?.protocol ?? 0,
    permanent: (state ?? "PERMANENT") === "PERMANENT",
    router: router ?? false,
  });
  // pndisc_constructor: it listens to those who ask for the address.
  if (typeof address === "string" && !known) useGroup(tx, link.id, solicitedNode(address));
  tx.note("neighbor", "new", link.netns, `proxy ${formatIp(address)} dev ${link.id}`);
  return DONE;
}

function proxyDelete(tx: Transaction, link: Link, address: IpAddress): Outcome {
  const table = tx.runtime.proxies.get(link.id);
  if (!table?.delete(address)) return refuse("ENOENT");
  if (table.size === 0) tx.runtime.proxies.delete(link.id);
  // pndisc_destructor.
  if (typeof address === "string") leaveUsedGroup(tx, link.id, solicitedNode(address));
  tx.note("neighbor", "delete", link.netns, `proxy ${formatIp(address)} dev ${link.id}`);
  return DONE;
}

/** The entry goes by way of FAILED and is taken away at once, as nobody holds it. */
export function neighborDelete(tx: Transaction, caller: Caller, op: NeighborDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.neighbor.device);
  if (!found.ok) return found;
  if (op.neighbor.proxy) return proxyDelete(tx, found.value, op.neighbor.address);
  const table = tx.runtime.neighbors.get(found.value.id);
  // It looks for the address as given, so that what was added to `lo` under another is not found.
  const { address } = op.neighbor;
  const known = table?.get(address);
  if (!table || !known) return refuse("ENOENT");
  const failed: Neighbor = { ...known, state: "FAILED" };
  if (isTold(known, failed, false, false)) tx.tell("new", here.value, { noun: "neighbor", neighbor: failed });
  table.delete(address);
  const subject = `${formatIp(address)} dev ${found.value.id}`;
  tx.note("neighbor", "delete", here.value, subject, { noun: "neighbor", neighbor: failed });
  return DONE;
}
