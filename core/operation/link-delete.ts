/** `ip link delete` (rtnl_dellink, rtnl_group_dellink of net/core/rtnetlink.c). */
import type { Link } from "../model/link.ts";
import { unregisterLinks } from "./device.ts";
import { driverOf } from "./kind/table.ts";
import type { LinkDelete } from "./link.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

function staysForEver({ kind }: Link): boolean {
  return driverOf(kind.type)?.stays?.(kind) === true;
}

/** A veth end takes its peer along, a bridge lets its ports go. `lo` and what has no driver to ask stays: EOPNOTSUPP. */
export function linkDelete(tx: Transaction, caller: Caller, op: LinkDelete): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  if (typeof op.device === "string") {
    const link = resolveLink(tx, here.value, op.device);
    if (!link.ok) return link;
    if (link.value.kind.type === "loopback") return refuse("EOPNOTSUPP");
    // ip_tunnel_dellink passes over such a one without a word.
    if (!staysForEver(link.value)) unregisterLinks(tx, [link.value.id]);
    return DONE;
  }
  const { group } = op.device;
  if (group === 0) return refuse("EPERM");
  const links = tx.linksOf(here.value).filter((link) => link.group === group);
  if (links.length === 0) return refuse("ENODEV");
  if (links.some((link) => link.kind.type === "loopback")) return refuse("EOPNOTSUPP");
  unregisterLinks(
    tx,
    links.filter((link) => !staysForEver(link)).map((link) => link.id),
  );
  return DONE;
}
