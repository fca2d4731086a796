/**
 * When a bridge with `mcast_querier` begins to ask for multicast listeners (br_multicast_open, br_multicast_enable_port,
 * br_multicast_set_querier, br_multicast_leave_group of net/bridge/br_multicast.c). The datapath asks.
 *
 * Same as Linux: by itself when it comes up, by its ports whenever their states are chosen, by all when it is made a querier or
 * is to snoop again; of a group that somebody left. Without `mcast_querier` Linux has the timers run and do nothing: here there
 * are none.
 */
import type { BridgeSettings } from "../model/bridge.ts";
import { PORT_STATE } from "../model/bridge.ts";
import type { LinkId } from "../model/id.ts";
import { timerMicros } from "../model/jiffies.ts";
import { isUp, type Link } from "../model/link.ts";
import { type LinkQuerying, noQuerying, type Querying } from "../model/querying.ts";
import type { Runtime } from "../model/runtime.ts";
import type { Transaction } from "./transaction.ts";

const HUNDREDTH = 10_000;
const FAMILIES = ["inet", "inet6"] as const;

/** What is known of queriers at a bridge or a port. */
export function queryingOf(runtime: Runtime, id: LinkId): LinkQuerying {
  const known = runtime.querying.get(id);
  if (known) return known;
  const fresh = noQuerying();
  runtime.querying.set(id, fresh);
  return fresh;
}

/** Another querier was heard of late (timer_pending of other_query). */
export function hearsOther({ otherUntilMicros }: Querying, nowMicros: number): boolean {
  return otherUntilMicros > nowMicros;
}

/** The next own query of a family; a timer for another time is an old one. */
export function queryAt(runtime: Runtime, id: LinkId, family: "inet" | "inet6", atMicros: number): void {
  queryingOf(runtime, id)[family].ownDueMicros = atMicros;
  runtime.timers.add(atMicros, { kind: "query", link: id, family, group: undefined });
}

/** The timer is set for now, which is at the next tick: a port whose bridge works from now on asks with the bridge's address. */
function begin(tx: Transaction, id: LinkId, families: readonly ("inet" | "inet6")[] = FAMILIES): void {
  for (const family of families) {
    queryingOf(tx.runtime, id)[family].startupSent = 0;
    queryAt(tx.runtime, id, family, timerMicros(tx.runtime.nowMicros, 0));
  }
}

function asks({ kind }: Link): boolean {
  return kind.type === "bridge" && kind.settings.mcastQuerier && kind.settings.mcastSnooping;
}

/** br_multicast_open. */
export function openQueries(tx: Transaction, bridge: Link): void {
  if (asks(bridge)) begin(tx, bridge.id);
}

/** br_multicast_enable_port, for all ports that are not blocking: br_port_state_selection has it so. */
export function enablePortQueries(tx: Transaction, bridge: Link, ports: Iterable<LinkId>): void {
  if (asks(bridge) && isUp(bridge)) beginAtPorts(tx, ports);
}

function beginAtPorts(tx: Transaction, ports: Iterable<LinkId>, families?: readonly ("inet" | "inet6")[]): void {
  for (const id of ports) {
    const state = tx.findLink(id)?.port?.state ?? PORT_STATE.disabled;
    if (state !== PORT_STATE.disabled && state !== PORT_STATE.blocking) begin(tx, id, families);
  }
}

/** br_multicast_start_querier: by the bridge and its ports. */
export function startQuerier(
  tx: Transaction,
  bridge: Link,
  ports: Iterable<LinkId>,
  families?: readonly ("inet" | "inet6")[],
): void {
  if (!asks(bridge) || !isUp(bridge)) return;
  begin(tx, bridge.id, families);
  beginAtPorts(tx, ports, families);
}

/**
 * br_multicast_set_querier: what listeners said is not acted on before they had time to answer.
 *
 * @param before the settings that it had until now: what else changes with it changes later
 */
export function becomeQuerier(tx: Transaction, bridge: Link, before: BridgeSettings, ports: Iterable<LinkId>): void {
  const querying = queryingOf(tx.runtime, bridge.id);
  for (const family of FAMILIES)
    if (!hearsOther(querying[family], tx.runtime.nowMicros))
      querying[family].actsFromMicros = tx.runtime.nowMicros + before.mcastQueryResponseInterval * HUNDREDTH;
  startQuerier(tx, bridge, ports);
}

/** br_multicast_leave_group: the querier asks whether anybody else wants the group, and of all groups when that is over. */
export function askAboutGroup(
  tx: Transaction,
  bridge: Link,
  settings: BridgeSettings,
  port: LinkId | undefined,
  group: number | string,
  endsMicros: number,
): void {
  if (!asks(bridge)) return;
  const asked = port ?? bridge.id;
  const family = typeof group === "number" ? "inet" : "inet6";
  tx.runtime.timers.add(tx.runtime.nowMicros, { kind: "query", link: asked, family, group });
  const older = family === "inet" ? settings.mcastIgmpVersion === 2 : settings.mcastMldVersion === 1;
  if (older) queryAt(tx.runtime, asked, family, endsMicros);
  else if (settings.mcastLastMemberCount > 1) {
    const again = tx.runtime.nowMicros + settings.mcastLastMemberInterval * HUNDREDTH;
    queryingOf(tx.runtime, asked).again.set(group, again);
    tx.runtime.timers.add(again, { kind: "query", link: asked, family, group });
  }
}
