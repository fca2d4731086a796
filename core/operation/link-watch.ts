/**
 * When link watch looks at links whose carrier changed (net/core/link_watch.c): at once where it is urgent, otherwise once a second
 * for all namespaces together, so that until then a link's state is told as it was.
 */
import type { LinkId } from "../model/id.ts";
import { isUp, type Link, lowerOf } from "../model/link.ts";
import { isAnyTunnel } from "../model/tunnel6.ts";
import { beforeLinkWatch, watchLink } from "./device.ts";
import type { Transaction } from "./transaction.ts";

const PERIOD_MICROS = 1_000_000;

/** dev_get_iflink. */
function leadsTo(tx: Transaction, link: Link): number {
  if (isAnyTunnel(link.kind)) return link.kind.link;
  const lower = lowerOf(link);
  if (lower === undefined) return link.ifindex;
  return tx.findLink(lower)?.ifindex ?? 0;
}

/** linkwatch_urgent_event: links that lead elsewhere by number, bonds and theirs, and queues that a carrier sets to work. */
function isUrgent(tx: Transaction, id: LinkId): boolean {
  const link = tx.findLink(id);
  if (!link || !isUp(link)) return false;
  if (link.ifindex !== leadsTo(tx, link)) return true;
  if (link.kind.type === "bond" || link.bondSlave) return true;
  return link.carrier && tx.runtime.linkWatch.inactive.has(id);
}

/** dev_activate and dev_deactivate: whether the queues of a link that is up are at work. */
export function noteQueues({ runtime }: Transaction, { id, carrier }: Link): void {
  if (carrier) runtime.linkWatch.inactive.delete(id);
  else runtime.linkWatch.inactive.add(id);
}

/** linkwatch_forget_dev. */
export function forgetWatched({ runtime: { linkWatch } }: Transaction, id: LinkId): void {
  linkWatch.inactive.delete(id);
  if (linkWatch.waiting.includes(id)) linkWatch.waiting = linkWatch.waiting.filter((each) => each !== id);
}

/** linkwatch_fire_event and linkwatch_event, for `fired`, which those come to whose carrier changes by what is told meanwhile. */
export function lookAtLinks(tx: Transaction, fired: LinkId[]): void {
  const { linkWatch: watch, nowMicros } = tx.runtime;
  do {
    let urgent = false;
    for (const id of fired.splice(0)) {
      if (!watch.waiting.includes(id)) watch.waiting.push(id);
      urgent ||= isUrgent(tx, id);
    }
    const all = nowMicros >= watch.nextMicros;
    if (!all && !urgent) break;
    if (all) watch.nextMicros = nowMicros + PERIOD_MICROS;
    watch.timerMicros = undefined;
    for (const id of watch.waiting.splice(0)) {
      if (all || isUrgent(tx, id)) watchLink(tx, id);
      else watch.waiting.push(id);
    }
  } while (fired.length > 0);
  if (watch.waiting.length === 0 || watch.timerMicros !== undefined) return;
  watch.timerMicros = watch.nextMicros;
  if (watch.queuedMicros === watch.nextMicros) return;
  watch.queuedMicros = watch.nextMicros;
  tx.runtime.timers.add(watch.nextMicros, { kind: "linkWatch" });
}

/** The second is over: the next one begins, whether or not anybody still waits. */
export function linkWatchTimer(tx: Transaction): void {
  const { linkWatch: watch, nowMicros } = tx.runtime;
  if (watch.timerMicros !== undefined && nowMicros >= watch.timerMicros) beforeLinkWatch(tx, () => {}, true);
}

/** linkwatch_sync_dev: of a link that is asked for by itself (rtnl_getlink, carrier_show). */
export function syncLink(tx: Transaction, id: LinkId): void {
  const { linkWatch: watch } = tx.runtime;
  if (!watch.waiting.includes(id)) return;
  watch.waiting = watch.waiting.filter((each) => each !== id);
  beforeLinkWatch(tx, () => watchLink(tx, id));
}
