/** `ip neigh add`, `change`, `replace`, `del` (neigh_add, neigh_delete of net/core/neighbour.c). */
import { formatIp } from "../address/prefix.ts";
import { IFF } from "../model/link.ts";
import type { NeighborAdd, NeighborDelete } from "./neighbor.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

export function neighborAdd(tx: Transaction, caller: Caller, op: NeighborAdd): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const spec = op.neighbor;
  const found = resolveLink(tx, here.value, spec.device);
  if (!found.ok) return found;
  const link = found.value;
  if (spec.proxy) return refuse("EOPNOTSUPP");
  let table = tx.runtime.neighbors.get(link.id);
  const known = table?.get(spec.address);
  if (!known && op.mode === "change") return refuse("ENOENT");
  if (known && op.mode === "add") return refuse("EEXIST");
  const state = spec.state ?? "PERMANENT";
  const needsAddress = state !== "NONE" && state !== "NOARP" && state !== "INCOMPLETE" && state !== "FAILED";
  if (!known && spec.mac === undefined && needsAddress && !(link.flags & IFF.NOARP))
    return refuse("EINVAL", "No link layer address given");
  if (!table) {
    table = new Map();
    tx.runtime.neighbors.set(link.id, table);
  }
  const now = tx.runtime.nowMicros;
  const mac = spec.mac ?? known?.mac;
  if (known) {
    known.mac = mac;
    known.state = state;
    known.router = spec.router ?? known.router;
    known.protocol = spec.protocol ?? known.protocol;
    known.updatedMicros = now;
    known.probes = 0;
    if (state === "REACHABLE") known.confirmedMicros = now;
  } else
    table.set(spec.address, {
      link: link.id,
      address: spec.address,
      mac,
      state,
      router: spec.router ?? false,
      protocol: spec.protocol ?? 0,
      confirmedMicros: now,
      usedMicros: now,
      updatedMicros: now,
      probes: 0,
    });
  if (state === "REACHABLE" || state === "DELAY" || state === "PROBE")
    tx.runtime.timers.add(now, { kind: "neighbor", link: link.id, address: spec.address });
  tx.note("neighbor", "new", link.netns, `${formatIp(spec.address)} dev ${link.id}`);
  return DONE;
}

/** The entry goes by way of FAILED and is taken away at once, as nobody holds it. */
export function neighborDelete(tx: Transaction, caller: Caller, op: NeighborDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.neighbor.device);
  if (!found.ok) return found;
  const table = tx.runtime.neighbors.get(found.value.id);
  if (!table?.has(op.neighbor.address)) return refuse("ENOENT");
  table.delete(op.neighbor.address);
  tx.note("neighbor", "delete", here.value, `${formatIp(op.neighbor.address)} dev ${found.value.id}`);
  return DONE;
}
