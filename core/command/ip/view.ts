/** What the printers look at: one namespace of one world at one time, as the process that asks sees it. */
import type { Config } from "../../model/config.ts";
import type { LinkId, NetnsId } from "../../model/id.ts";
import { inArrivalOrder, indexIn, type Link, lowerOf } from "../../model/link.ts";
import type { Netns } from "../../model/netns.ts";
import type { Runtime } from "../../model/runtime.ts";
import { deviceOfLabel, LONGEST_NAME } from "../../operation/link.ts";

export interface View {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly netns: NetnsId;
  /** The name under /run/netns that stands for a namespace, if there is one. */
  netnsName(id: NetnsId): string | undefined;
  /** What a link is called by a program that remembers names (`ip monitor`). */
  linkName?(id: LinkId): string | undefined;
  /** Whether a link was up when it was last heard of, for programs that remember it. */
  wasUp?(id: LinkId): boolean | undefined;
  /** The kernel was asked for a link (RTM_GETLINK), which may give a number to the namespace that it leads to. */
  asked?(link: Link): void;
  /** The kernel was asked for this link alone, which link watch looks at before (rtnl_getlink). */
  askedAlone?(link: Link): void;
}

export function hereOf(view: View): Netns {
  const here = view.config.netns[view.netns];
  if (!here) throw new Error(`no namespace ${view.netns}`);
  return here;
}

/** The links of the namespace by ifindex, as a dump gives them. */
export function linksOf(view: View): Link[] {
  const links: Link[] = [];
  for (const id of hereOf(view).byIndex.ids) {
    const link = view.config.links[id];
    if (link) links.push(link);
  }
  return links;
}

/** The links of the namespace as they came into it (dev_base_head), which is what some dumps walk along. */
export function linksByArrival(view: View): Link[] {
  return inArrivalOrder(linksOf(view));
}

/** ll_init_map: a program that wants to know the names of all links beforehand. */
export function askForAll(view: View): void {
  if (view.asked) for (const link of linksOf(view)) view.asked(link);
}

/** The link that an ioctl means, which gets 15 characters of a name (IFNAMSIZ). */
export function linkOfIoctl(view: View, name: string): Link | undefined {
  return linkUnasked(view, name.slice(0, LONGEST_NAME));
}

function linkUnasked(view: View, name: string): Link | undefined {
  const id = hereOf(view).names.get(name);
  return id === undefined ? undefined : view.config.links[id];
}

/** By name or alternative name. */
export function linkNamed(view: View, name: string): Link | undefined {
  const link = linkUnasked(view, name);
  if (!link) return undefined;
  view.asked?.(link);
  view.askedAlone?.(link);
  return view.config.links[link.id];
}

/** if_nametoindex(3): by name, alternative name, or label (`eth0:1`). */
export function linkLabelled(view: View, name: string): Link | undefined {
  const device = deviceOfLabel(name);
  return linkNamed(view, name) ?? (device === undefined ? undefined : linkUnasked(view, device));
}

/** ll_name_to_index: the same, or by number (`if7`). */
export function deviceNamed(view: View, name: string): Link | undefined {
  const named = linkLabelled(view, name);
  if (named) return named;
  const id = hereOf(view).byIndex.get(indexIn(name));
  return id === undefined ? undefined : view.config.links[id];
}

/** name_is_vrf, ipvrf_get_table: the table of the VRF device of that name. */
export function vrfTable(view: View, name: string): number | undefined {
  const kind = linkNamed(view, name)?.kind;
  return kind?.type === "vrf" ? kind.table : undefined;
}

/** The name of a link, or `if5` as iproute2 calls one that it cannot find. */
export function nameOf(view: View, id: LinkId | undefined): string {
  if (id === undefined) return "*";
  const link = view.config.links[id];
  if (link && view.asked && link.netns === view.netns) view.asked(link);
  return view.linkName?.(id) ?? link?.name ?? "*";
}

/** The name that an index has here, whichever namespace it is of (ll_index_to_name). */
export function indexName(view: View, index: number): string {
  const id = hereOf(view).byIndex.get(index);
  return id === undefined ? `if${index}` : nameOf(view, id);
}

/** The number by which this namespace knows another; whom it has none for yet gets the lowest free one as a dump comes to it. */
export function nsidOf(view: View, other: NetnsId): number {
  const { id: here, nsids, byIndex } = hereOf(view);
  const known = nsids.get(other);
  if (known !== undefined) return known;
  const taken = new Set(nsids.values());
  let free = 0;
  while (taken.has(free)) free++;
  const met = new Set<NetnsId>();
  for (const id of byIndex.ids) {
    const link = view.config.links[id];
    const lowerId = link && lowerOf(link);
    const lower = lowerId === undefined ? undefined : view.config.links[lowerId];
    if (!lower || lower.netns === here || nsids.has(lower.netns) || met.has(lower.netns)) continue;
    if (lower.netns === other) break;
    met.add(lower.netns);
    do free++;
    while (taken.has(free));
  }
  return free;
}
