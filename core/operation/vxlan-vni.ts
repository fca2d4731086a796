/** `bridge vni`: the networks of a VXLAN interface that has several (drivers/net/vxlan/vxlan_vnifilter.c). */
import { ZERO_MAC } from "../address/mac.ts";
import { type IpAddress, isMulticast } from "../address/prefix.ts";
import type { LinkId } from "../model/id.ts";
import { isUp, type Link, type Vni, type Vxlan } from "../model/link.ts";
import { vxlanKey } from "../model/neighbor.ts";
import type { VniChange } from "./bridge.ts";
import { madeIn } from "./home.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";
import { enterDefault, leave } from "./vxlan-fdb.ts";
import { groupsOf, hasNetwork, listenTo, sameSocket } from "./vxlan-group.ts";

function vxlanOf(link: Link): Vxlan {
  if (link.kind.type !== "vxlan") throw new Error(`${link.name} is no VXLAN interface`);
  return link.kind;
}

/** vxlan_vni_in_use: somebody else has the network already. */
function vniInUse(tx: Transaction, link: Link, kind: Vxlan, vni: number): boolean {
  for (const other of madeIn(tx, kind.home)) {
    if (other.kind.type !== "vxlan" || other.id === link.id || !hasNetwork(other.kind, vni)) continue;
    if (sameSocket(other.kind, kind) && other.kind.family === kind.family) return true;
  }
  return false;
}

/** vxlan_update_default_fdb_entry: where what nobody is known to have goes, in one of the networks. */
export function updateDefault(
  tx: Transaction,
  id: LinkId,
  vni: number,
  over: LinkId | undefined,
  old: IpAddress | undefined,
  next: IpAddress | undefined,
): void {
  const via = { vni, ...(over !== undefined && { link: over }) };
  if (next !== undefined) enterDefault(tx, tx.link(id), { address: next, ...via }, vni);
  const link = tx.link(id);
  const entry = tx.runtime.fdb.get(id)?.get(vxlanKey(vxlanOf(link), ZERO_MAC, vni));
  if (old !== undefined && entry) leave(tx, link, entry, { address: old, ...via });
}

function putVnis(tx: Transaction, id: LinkId, change: (vnis: readonly Vni[]) => readonly Vni[]): void {
  const link = tx.link(id);
  const kind = vxlanOf(link);
  tx.changeLink(link, { kind: { ...kind, vnis: change(kind.vnis ?? []) } });
}

/** vxlan_vni_update_group. Answers whether something changed. */
function updateVni(tx: Transaction, id: LinkId, vni: number, wanted: IpAddress | undefined): boolean {
  const kind = vxlanOf(tx.link(id));
  const old = kind.vnis?.find((one) => one.vni === vni)?.remote;
  const next = wanted ?? kind.remote;
  const gone = next === undefined ? old : undefined;
  if (next === undefined && gone === undefined) return false;
  updateDefault(tx, id, vni, kind.over, gone, next);
  const put = (remote: IpAddress | undefined) =>
    putVnis(tx, id, (vnis) =>
      vnis.map((one) => (one.vni === vni ? { vni, ...(remote !== undefined && { remote }) } : one)),
    );
  if (!isUp(tx.link(id))) {
    put(wanted);
    return true;
  }
  // Groups that this network alone listened to are left, the new one is joined.
  const before = groupsOf(kind);
  put(wanted);
  const after = groupsOf(vxlanOf(tx.link(id)));
  if (old !== undefined && !after.includes(old)) listenTo(tx, id, old, false);
  if (wanted !== undefined && !before.includes(wanted)) listenTo(tx, id, wanted, true);
  return true;
}

/** vxlan_vni_add. */
function addVni(tx: Transaction, id: LinkId, vni: number, remote: IpAddress | undefined): Outcome {
  const link = tx.link(id);
  const kind = vxlanOf(link);
  const fresh = !kind.vnis?.some((one) => one.vni === vni);
  if (fresh) {
    if (vniInUse(tx, link, kind, vni)) return refuse("EEXIST", "VNI in use");
    putVnis(tx, id, (vnis) => [...vnis, { vni }].sort((a, b) => a.vni - b.vni));
  }
  const changed = updateVni(tx, id, vni, remote);
  const now = vxlanOf(tx.link(id)).vnis?.find((one) => one.vni === vni);
  if (now && (fresh || changed)) tellVni(tx, id, "new", now);
  return DONE;
}

/** vxlan_vnifilter_notify. */
function tellVni(tx: Transaction, id: LinkId, verb: "new" | "delete", vni: Vni): void {
  const link = tx.link(id);
  tx.tell(verb, link.netns, { noun: "vni", link, vni });
}

/** vxlan_vnigroup_uninit: the interface is going. */
export function forgetVnis(tx: Transaction, id: LinkId): void {
  const { kind } = tx.link(id);
  if (kind.type === "vxlan") for (const vni of kind.vnis ?? []) tellVni(tx, id, "delete", vni);
}

/** vxlan_vni_del. */
function deleteVni(tx: Transaction, id: LinkId, vni: number): Outcome {
  const kind = vxlanOf(tx.link(id));
  const known = kind.vnis?.find((one) => one.vni === vni);
  if (!known) return refuse("ENOENT");
  updateDefault(tx, id, vni, kind.over, known.remote ?? kind.remote, undefined);
  putVnis(tx, id, (vnis) => vnis.filter((one) => one.vni !== vni));
  tx.runtime.vnis.get(id)?.delete(vni);
  tellVni(tx, id, "delete", known);
  const { remote } = known;
  if (remote !== undefined && isUp(tx.link(id)) && !groupsOf(vxlanOf(tx.link(id))).includes(remote))
    listenTo(tx, id, remote, false);
  return DONE;
}

/** vxlan_vnifilter_process: `bridge vni`. What came before a network that is refused stays. */
export function vniChange(tx: Transaction, caller: Caller, op: VniChange): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device);
  if (!found.ok) return found;
  const { id, kind } = found.value;
  if (kind.type !== "vxlan") return refuse("EINVAL", "vxlan: The device is not a vxlan device");
  if (!kind.vnis) return refuse("EOPNOTSUPP");
  let refused: Outcome = DONE;
  for (const { start, end } of op.vnis) {
    if (start === 0 && end === 0) return refuse("EINVAL", "vni start nor end found in vni entry");
    if (op.remote !== undefined && isMulticast(op.remote) && kind.over === undefined)
      return refuse("EINVAL", "Local interface required for multicast remote group");
    for (let vni = start; vni <= end && refused.ok; vni++)
      refused =
        op.verb === "add"
          ? addVni(tx, id, vni, op.remote === 0 || op.remote === "::" ? undefined : op.remote)
          : deleteVni(tx, id, vni);
    if (!refused.ok) return refused;
  }
  tx.note("link", "new", found.value.netns, id);
  return DONE;
}
