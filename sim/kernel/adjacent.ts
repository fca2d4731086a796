/**
 * Who stands on whom, as the folder of a link in sysfs has it: `upper_NAME` and `lower_NAME` of the same namespace, and the
 * `master` (netdev_adjacent_sysfs_add and __netdev_adjacent_dev_insert of net/core/dev.c).
 */
import type { LinkId } from "../../core/model/id.ts";
import { type Link, underOf } from "../../core/model/link.ts";
import type { Host } from "./host.ts";
import { type Inode, SysfsLink } from "./inode.ts";

/** The kinds that other links are put under by `master`. */
const MASTERS: ReadonlySet<Link["kind"]["type"]> = new Set(["bridge", "bond", "vrf"]);

/** The symbolic links to those next to a link, by their names. */
export function adjacentEntries(host: Host, id: LinkId): Record<string, Inode> {
  const { links } = host.world.latest;
  const link = links[id];
  if (!link) return {};
  const near = (other: LinkId | undefined) => {
    const found = other === undefined ? undefined : links[other];
    return found?.netns === link.netns ? [found.name] : [];
  };
  const master = near(link.master);
  const below = MASTERS.has(link.kind.type)
    ? Object.values(links).flatMap((each) => (each.master === id ? near(each.id) : []))
    : near(underOf(link));
  const target = (name: string) => new SysfsLink(`../${name}`);
  return Object.fromEntries([
    ...[...master, ...(link.uppers ?? []).flatMap(near)].map((name) => [`upper_${name}`, target(name)] as const),
    ...below.map((name) => [`lower_${name}`, target(name)] as const),
    ...master.map((name) => ["master", target(name)] as const),
  ]);
}
