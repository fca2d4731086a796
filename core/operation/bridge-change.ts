/**
 * Bridges by brctl's ioctls (net/bridge/br_ioctl.c; same effect as netlink, other errors), files below
 * /sys/class/net/BR/bridge, `bridge link set`.
 */

import { noSuchDevice } from "../errors.ts";
import { isUp, type Link } from "../model/link.ts";
import type { BridgeAdd, BridgeDelete, BridgePortAdd, BridgePortDelete, BridgePortSet, BridgeSet } from "./bridge.ts";
import { addPort, checkPort, removePort, tellPort } from "./bridge-port.ts";
import { setBridge, setPort } from "./bridge-settings.ts";
import { tellChange, unregisterLinks } from "./device.ts";
import { linkAdd } from "./link-add.ts";
import { takeOneByOne } from "./one-by-one.ts";
import type { Caller } from "./operation.ts";
import { DONE, findLink, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";

/** SIOCBRADDBR. */
export function bridgeAdd(tx: Transaction, caller: Caller, op: BridgeAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const done = linkAdd(tx, caller, {
    kind: "linkAdd",
    netns: op.netns,
    link: { name: op.bridge },
    info: { type: "bridge", settings: {} },
  });
  const bridge = done.ok ? tx.linkNamed(here.value, op.bridge) : undefined;
  if (bridge) tx.patchLink(bridge.id, { naming: "unknown" });
  return done;
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
  const link = findLink(tx, here.value, op.device);
  if (!link.ok) return link;
  const bridge = tx.linkOfIoctl(here.value, op.bridge);
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
  const bridge = findLink(tx, here.value, op.bridge);
  if (!bridge.ok) return bridge;
  const done = setBridge(tx, bridge.value, op.settings, false);
  // store_bridge_parm: netdev_state_change, whatever was set.
  if (done.ok && isUp(tx.link(bridge.value.id))) {
    tellChange(tx, bridge.value.id, false);
    tx.noteLink(bridge.value.id);
  }
  return done;
}

export function bridgePortSet(tx: Transaction, caller: Caller, op: BridgePortSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const link = findLink(tx, here.value, op.device);
  if (!link.ok) return link;
  const done = takeOneByOne("bridge_slave", op.settings, (settings, dry) => setPort(tx, link.value, settings, dry));
  if (done.ok) tellPort(tx, link.value.id);
  return done;
}
