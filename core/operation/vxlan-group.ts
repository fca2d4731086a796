/** What VXLAN interfaces of a namespace have in common: a port's socket, the groups that they listen to, the numbers of their networks. */
import { type IpAddress, isMulticast } from "../address/prefix.ts";
import type { LinkId } from "../model/id.ts";
import { isUp, type Vxlan } from "../model/link.ts";
import { leaveUsedGroup, useGroup } from "./group-users.ts";
import type { Transaction } from "./transaction.ts";

/** Whether frames of a network are for the interface. */
export function hasNetwork({ id, vnis }: Vxlan, vni: number): boolean {
  return vnis ? vnis.some((one) => one.vni === vni) : id === vni;
}

/** A port's socket is one for those that read what comes by it the same way (VXLAN_F_RCV_FLAGS). */
export function sameSocket(a: Vxlan, b: Vxlan): boolean {
  return (
    a.port === b.port &&
    a.zeroCsum6Rx === b.zeroCsum6Rx &&
    !a.external === !b.external &&
    (a.vnis === undefined) === (b.vnis === undefined)
  );
}

/** The groups that an interface listens to while it is up. */
export function groupsOf({ remote, vnis = [] }: Vxlan): readonly IpAddress[] {
  const all = [remote, ...vnis.map((one) => one.remote)];
  return [...new Set(all)].filter((address) => address !== undefined && isMulticast(address)) as IpAddress[];
}

/** One of an interface's groups: the link below listens to it for all that have it (vxlan_group_used). */
export function listenTo(tx: Transaction, id: LinkId, group: IpAddress, join: boolean): void {
  const { kind: own } = tx.link(id);
  if (own.type !== "vxlan") return;
  const lower = own.over === undefined ? undefined : tx.findLink(own.over);
  if (!lower) return;
  const others = (lower.uppers ?? []).some((upper) => {
    const other = tx.findLink(upper);
    if (!other || upper === id || !isUp(other) || other.kind.type !== "vxlan") return false;
    return groupsOf(other.kind).includes(group) && other.kind.home === own.home && sameSocket(other.kind, own);
  });
  if (!others) (join ? useGroup : leaveUsedGroup)(tx, lower.id, group);
}
