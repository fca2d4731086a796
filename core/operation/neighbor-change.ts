/** `ip neigh add`, `change`, `replace`, `del` (neigh_add, neigh_delete of net/core/neighbour.c). */

import { solicitedNode } from "../address/ipv6.ts";
import { formatIp, type IpAddress } from "../address/prefix.ts";
import { hasInet6 } from "../model/family-mtu.ts";
import { timerMicros } from "../model/jiffies.ts";
import { hardwareOf, IFF, type Link } from "../model/link.ts";
import { isConnected, isValid, type Neighbor } from "../model/neighbor.ts";
import { bornAddress, neighborKey } from "../model/neighbor-birth.ts";
import type { Told } from "../model/notification.ts";
import { neighSetting } from "../model/sysctl.ts";
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
  const state = spec.state ?? "PERMANENT";
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
    confirmedMicros: now - LONG_AGO,
    usedMicros: now,
    updatedMicros: now,
    probes: 0,
  };
  const born = ["ether", "loopback"].includes(hardwareOf(link)) ? bornAddress(link, address) : undefined;
  const noArp = born !== undefined || (link.flags & IFF.NOARP) !== 0;
  if (asked) {
    const entry = known ?? { ...fresh, mac: born, state: noArp ? "NOARP" : "NONE" };
    if (!known) table.set(address, entry);
    ask(tx, link, entry, spec, known === undefined);
    return DONE;
  }
  // __neigh_update: without an address the entry's own stays, but where it was not valid there is none.
  const valid = isValid(state);
  const wasValid = known ? isValid(known.state) : noArp;
  if (valid && spec.mac === undefined && !wasValid) {
    // The kernel made the entry, or gave it its flags, before it missed the address: a new one stays behind in state NONE.
    const left = known ?? fresh;
    const tells = known !== undefined && !known.externLearn !== !spec.externLearn;
    left.externLearn = spec.externLearn;
    left.protocol = spec.protocol ?? left.protocol;
    if (!known) table.set(address, left);
    if (tells) tx.tell("new", link.netns, copyOf(left));
    return refuse("EINVAL", "No link layer address given");
  }
  const mac = spec.mac ?? known?.mac ?? (valid ? born : undefined);
  const before = { ...(known ?? { ...fresh, mac: born, state: noArp ? ("NOARP" as const) : ("NONE" as const) }) };
  const wasAsked = before.state === "INCOMPLETE";
  if (known) {
    // neigh_update: what is sure of itself is confirmed now, another address that is not never was.
    if (isConnected(state)) known.confirmedMicros = now;
    else if (isValid(state) && known.mac !== mac) known.confirmedMicros = now - LONG_AGO;
    known.mac = mac;
    known.state = state;
    // An administrator's word replaces the flags (NEIGH_UPDATE_F_OVERRIDE_ISROUTER and its like).
    known.router = spec.router ?? false;
    known.externLearn = spec.externLearn;
    known.managed = undefined;
    known.protocol = spec.protocol ?? known.protocol;
    known.updatedMicros = now;
    known.probes = 0;
  } else
    table.set(address, {
      ...fresh,
      mac,
      state,
      router: spec.router ?? false,
      protocol: spec.protocol ?? 0,
      ...(spec.externLearn && { externLearn: true }),
      // Only what is sure of itself counts as confirmed now.
      confirmedMicros: isConnected(state) ? now : now - LONG_AGO,
    });
  if (state === "REACHABLE" || state === "DELAY" || state === "PROBE" || wasAsked)
    tx.runtime.timers.add(now, { kind: "neighbor", link: link.id, address });
  const told = table.get(address);
  // neigh_update: what is sure of itself is looked at when its time is over, what asks begins at once.
  if (told) told.timerMicros = now;
  const tells = told && isNews(before, told);
  tx.note("neighbor", "new", link.netns, `${formatIp(address)} dev ${link.id}`, tells ? copyOf(told) : undefined);
  return DONE;
}

/** What __neigh_update takes for worth telling: not what becomes as unknown as it was, nor what stays as it is. */
function isNews(before: Neighbor, after: Neighbor): boolean {
  if (isValid(after.state)) {
    if (!before.managed !== !after.managed || !before.externLearn !== !after.externLearn) return true;
    return before.state !== after.state || before.mac !== after.mac || before.router !== after.router;
  }
  const asked = before.state === "INCOMPLETE" || before.state === "PROBE";
  return isValid(before.state) || (asked && after.state === "FAILED");
}

/**
 * neigh_add with NTF_USE or NTF_MANAGED: flags and protocol are as said, but whom somebody knows, or nobody asks for, stays as it
 * was, and others are asked for as if there were a packet for them (neigh_event_send). Listeners hear of flags that a known one
 * got or lost.
 */
function ask(tx: Transaction, link: Link, entry: Neighbor, spec: NeighborSpec, fresh: boolean): void {
  const { nowMicros, timers } = tx.runtime;
  const changes = !entry.managed !== !spec.managed || !entry.externLearn !== !spec.externLearn;
  entry.managed = spec.managed;
  entry.externLearn = spec.externLearn;
  entry.protocol = spec.protocol ?? entry.protocol;
  if (entry.state === "PERMANENT") entry.state = "NONE";
  const tells = !fresh && changes;
  tx.note(
    "neighbor",
    "new",
    link.netns,
    `${formatIp(entry.address)} dev ${link.id}`,
    tells ? copyOf(entry) : undefined,
  );
  const setting = (name: string) => neighSetting(link, typeof entry.address === "number" ? "ipv4" : "ipv6", name);
  if (entry.state === "NONE" || entry.state === "FAILED") {
    const asks = setting("mcast_solicit") + setting("app_solicit") > 0;
    entry.state = asks ? "INCOMPLETE" : "FAILED";
    entry.probes = setting("ucast_solicit");
    entry.timerMicros = nowMicros;
  } else if (entry.state === "STALE") {
    entry.state = "DELAY";
    entry.timerMicros = timerMicros(nowMicros, setting("delay_first_probe_time") * 1_000_000);
  } else return;
  entry.updatedMicros = nowMicros;
  timers.add(entry.timerMicros, { kind: "neighbor", link: link.id, address: entry.address });
}

/** Twice the base of the time for which an answer holds. */
const LONG_AGO = 60_000_000;

/** pneigh_lookup with `creat`: an address that this host answers for. */
function proxyAdd(tx: Transaction, link: Link, spec: NeighborSpec): Outcome {
  const { address, protocol, router, state, managed, externLearn } = spec;
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
    externLearned: externLearn ?? false,
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
  if (isNews(known, failed)) tx.tell("new", here.value, { noun: "neighbor", neighbor: failed });
  table.delete(address);
  const subject = `${formatIp(address)} dev ${found.value.id}`;
  tx.note("neighbor", "delete", here.value, subject, { noun: "neighbor", neighbor: failed });
  return DONE;
}
