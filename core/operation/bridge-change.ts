/**
 * Bridges by brctl's ioctls (net/bridge/br_ioctl.c; same effect as netlink, other errors), files below
 * /sys/class/net/BR/bridge, `bridge link set` and `bridge fdb`.
 */

import { noSuchDevice } from "../errors.ts";
import { PORT_STATE } from "../model/bridge.ts";
import { IFF, isUp, type Link } from "../model/link.ts";
import type { FdbEntry } from "../model/neighbor.ts";
import type {
  BridgeAdd,
  BridgeDelete,
  BridgePortAdd,
  BridgePortDelete,
  BridgePortSet,
  BridgeSet,
  FdbChange,
} from "./bridge.ts";
import { addPort, checkPort, removePort } from "./bridge-port.ts";
import { setBridge, setPort } from "./bridge-settings.ts";
import { unregisterLinks } from "./device.ts";
import { linkAdd } from "./link-add.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

/** SIOCBRADDBR. */
export function bridgeAdd(tx: Transaction, caller: Caller, op: BridgeAdd): Outcome {
  return linkAdd(tx, caller, {
    kind: "linkAdd",
    netns: op.netns,
    link: { name: op.bridge },
    info: { type: "bridge", settings: {} },
  });
}

/** SIOCBRDELBR: ENXIO unknown, EPERM not a bridge, EBUSY still up. */
export function bridgeDelete(tx: Transaction, caller: Caller, op: BridgeDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const bridge = tx.linkByName(here.value, op.bridge);
  if (!bridge) return refuse("ENXIO");
  if (bridge.kind.type !== "bridge") return refuse("EPERM");
  if (isUp(bridge)) return refuse("EBUSY");
  unregisterLinks(tx, [bridge.id]);
  return DONE;
}

function findBoth(
  tx: Transaction,
  caller: Caller,
  op: BridgePortAdd | BridgePortDelete,
): { ok: true; value: { bridge: Link; link: Link } } | Extract<Outcome, { ok: false }> {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  // brctl asks for the port's index before it asks for the bridge.
  const link = resolveLink(tx, here.value, op.device);
  if (!link.ok) return link;
  const bridge = tx.linkByName(here.value, op.bridge);
  return bridge ? { ok: true, value: { bridge, link: link.value } } : { ok: false, error: noSuchDevice(op.bridge) };
}

/** SIOCBRADDIF. */
export function bridgePortAdd(tx: Transaction, caller: Caller, op: BridgePortAdd): Outcome {
  const both = findBoth(tx, caller, op);
  if (!both.ok) return both;
  const { bridge, link } = both.value;
  const checked = checkPort(tx, bridge, link);
  if (!checked.ok) return refuse(checked.error.errno);
  addPort(tx, bridge.id, link.id);
  return DONE;
}

/** SIOCBRDELIF: EINVAL when it is not a port of this bridge. */
export function bridgePortDelete(tx: Transaction, caller: Caller, op: BridgePortDelete): Outcome {
  const both = findBoth(tx, caller, op);
  if (!both.ok) return both;
  const { bridge, link } = both.value;
  if (bridge.kind.type !== "bridge") return refuse("EOPNOTSUPP");
  if (link.master !== bridge.id) return refuse("EINVAL");
  removePort(tx, link.id);
  return DONE;
}

export function bridgeSet(tx: Transaction, caller: Caller, op: BridgeSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const bridge = resolveLink(tx, here.value, op.bridge);
  return bridge.ok ? setBridge(tx, bridge.value, op.settings, false) : bridge;
}

export function bridgePortSet(tx: Transaction, caller: Caller, op: BridgePortSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const link = resolveLink(tx, here.value, op.device);
  return link.ok ? setPort(tx, link.value, op.settings, false) : link;
}

/** rtnl_fdb_add and rtnl_fdb_del of net/core/rtnetlink.c with br_fdb_add and br_fdb_delete behind them. */
export function fdbChange(tx: Transaction, caller: Caller, op: FdbChange): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device);
  if (!found.ok) return found;
  const link = found.value;
  if (link.flags & IFF.LOOPBACK)
    return refuse("EINVAL", `FDB ${op.verb === "delete" ? "delete" : "add"} only supported for Ethernet devices`);
  if (op.vlan !== undefined && (op.vlan < 1 || op.vlan > 4094)) return refuse("EINVAL", "Invalid vlan id");
  const onBridge = op.target === "self" && link.kind.type === "bridge";
  const bridge = onBridge ? link.id : link.master;
  // Lists of addresses that a device itself receives are not modelled: there is nothing to take away.
  if (op.target === "self" && !onBridge) return refuse(op.verb === "delete" ? "ENOENT" : "EOPNOTSUPP");
  if (bridge === undefined) return refuse("EOPNOTSUPP");
  const key = op.vlan ? `${op.mac} ${op.vlan}` : op.mac;
  let table = tx.runtime.fdb.get(bridge);
  const known = table?.get(key);
  const subject = `${op.mac} dev ${link.id}`;
  if (op.verb === "delete") {
    if (!table || known?.port !== link.id) return refuse("ENOENT");
    table.delete(key);
    tx.note("fdb", "delete", link.netns, subject, { noun: "fdb", entry: known });
    return DONE;
  }
  const learns = link.port?.state === PORT_STATE.learning || link.port?.state === PORT_STATE.forwarding;
  if (link.port && op.state === "dynamic" && !learns) return refuse("EPERM");
  if (known && op.verb === "add") return refuse("EEXIST");
  if (!table) {
    table = new Map();
    tx.runtime.fdb.set(bridge, table);
  }
  const now = tx.runtime.nowMicros;
  const state = op.state === "dynamic" ? "learned" : op.state;
  const entry: FdbEntry = {
    bridge,
    port: link.id,
    mac: op.mac,
    vlan: op.vlan ?? 0,
    state,
    updatedMicros: now,
    usedMicros: now,
  };
  table.set(key, entry);
  tx.note("fdb", "new", link.netns, subject, { noun: "fdb", entry: { ...entry } });
  return DONE;
}
