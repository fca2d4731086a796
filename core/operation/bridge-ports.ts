/** What is derived of a bridge's ports. It lives with the world, whose configuration goes on from change to change. */
import { type BridgePort, PORT_STATE } from "../model/bridge.ts";
import type { BridgePortTable } from "../model/derived.ts";
import { type Link, tsoMaxSize } from "../model/link.ts";
import type { Transaction } from "./transaction.ts";

/** A port more or less of those that have a limit of segment size. */
export function countTsoLimit(ports: BridgePortTable, port: Link, by: 1 | -1): void {
  const limit = tsoMaxSize(port);
  const count = (ports.tsoLimits.get(limit) ?? 0) + by;
  if (count > 0) ports.tsoLimits.set(limit, count);
  else ports.tsoLimits.delete(limit);
}

/** br_auto_port: it learns by itself who is where, or is given what is for nobody known. */
export function isAuto({ learning, flood }: Pick<BridgePort, "learning" | "flood">): boolean {
  return learning || flood;
}

export function portsOf(tx: Transaction, bridge: Link): BridgePortTable {
  const known = tx.derived.bridgePorts.get(bridge.id);
  if (known) return known;
  const ports: BridgePortTable = {
    ids: new Set(),
    numbers: new Set(),
    lowestFree: 1,
    forwarding: 0,
    tsoLimits: new Map(),
    auto: 0,
    filtering: new Set(),
  };
  for (const link of tx.linksOf(bridge.netns)) {
    if (link.master !== bridge.id || !link.port) continue;
    ports.ids.add(link.id);
    countTsoLimit(ports, link, 1);
    ports.numbers.add(link.port.number);
    if (link.port.state === PORT_STATE.forwarding) ports.forwarding++;
    if (isAuto(link.port)) ports.auto++;
    if (link.port.heard) ports.filtering.add(link.id);
  }
  tx.derived.bridgePorts.set(bridge.id, ports);
  return ports;
}
