/**
 * One operation at work: the open draft, the runtime, and the list of what has changed so far. Everything that changes
 * state in the kernel model goes through here.
 */

import { type KernelError, kernelError, noSuchDevice } from "../errors.ts";
import type { Derived } from "../model/derived.ts";
import type { ConfigDraft, NetnsDraft } from "../model/draft.ts";
import type { LinkId, NetnsId } from "../model/id.ts";
import { copyLink, indexIn, type Link, type LinkCopy } from "../model/link.ts";
import type { Netns } from "../model/netns.ts";
import type { Notifier, Told } from "../model/notification.ts";
import type { RouteList } from "../model/route-list.ts";
import { countCarrier, type Runtime } from "../model/runtime.ts";
import type { World } from "../model/world.ts";
import { err, ok, type Result } from "../result.ts";
import { keepMacOrder } from "./asked-macs.ts";
import { noteGroups } from "./group-reports.ts";
import { heardAfter } from "./heard.ts";
import { deviceOfLabel, LONGEST_NAME } from "./link.ts";
import type { NetnsRef } from "./netns-ref.ts";
import { tellNetns } from "./nsid.ts";
import type { Caller, Change } from "./operation.ts";

export type Outcome = Result<undefined, KernelError>;

export const DONE: Outcome = ok();

export function refuse(errno: KernelError["errno"], extack?: string): { ok: false; error: KernelError } {
  return { ok: false, error: kernelError(errno, extack) };
}

export class Transaction {
  readonly draft: ConfigDraft;
  readonly runtime: Runtime;
  readonly derived: Derived;
  readonly changes: Change[] = [];
  /** Devices are named to an ioctl. */
  byIoctl = false;
  /** The namespace that is being taken down. */
  ending: NetnsId | undefined;
  /** Links that are being unregistered, of which nobody hears any more but that they are gone (NETREG_UNREGISTERING). */
  dying: Set<LinkId> | undefined;
  /** Links whose carrier changed, for link watch to look at when what goes on is done; undefined when it looks at once. */
  watched: LinkId[] | undefined;
  readonly #notifier: Notifier;

  constructor(world: World) {
    this.draft = world.draft;
    this.runtime = world.runtime;
    this.derived = world.derived;
    this.#notifier = world.notifier;
  }

  /** Something changed. With `told` it is one of the things that rtnetlink tells. */
  note(noun: Change["noun"], verb: Change["verb"], netns: NetnsId, subject: Change["subject"], told?: Told): void {
    this.changes.push({ noun, verb, netns, subject });
    if (told) this.tell(verb, netns, told);
  }

  /** RTM_NEWLINK for a link as it is now. */
  noteLink(id: LinkId): void {
    const link = this.link(id);
    tellNetns(this, link);
    this.note("link", "new", link.netns, id, this.dying?.has(id) ? undefined : { noun: "link", link });
  }

  /** Somebody listens to what is told. */
  get heard(): boolean {
    return this.#notifier.heard;
  }

  /** A message without a change of its own. */
  tell(verb: Change["verb"], netns: NetnsId, told: Told): void {
    if (this.#notifier.heard) this.#notifier.tell({ ...told, verb, netns });
  }

  netns(id: NetnsId): Netns {
    const netns = this.draft.netns[id];
    if (!netns) throw new Error(`no namespace ${id}`);
    return netns;
  }

  /** A namespace to be written to. */
  ownNetns(id: NetnsId): NetnsDraft {
    return this.draft.ownNetns(id);
  }

  link(id: LinkId): Link {
    const link = this.findLink(id);
    if (!link) throw new Error(`no link ${id}`);
    return link;
  }

  findLink(id: LinkId): Link | undefined {
    return this.draft.links[id];
  }

  /** Replaces a link by a version of it that differs by `changes`. */
  changeLink(link: Link, changes: Partial<Link>): Link {
    return this.replaceLink(link, Object.assign(copyLink(link), changes));
  }

  /**
   * The same by a copy that has been changed (`copyLink`). What happens to every link that is born and set up goes this way: to have the
   * library assign the changes takes as long as all the rest.
   */
  replaceLink(link: Link, next: LinkCopy): Link {
    next.heard = heardAfter(link, next);
    noteGroups(this.runtime, this.netns(next.netns), link, next);
    if (next.carrier !== link.carrier) countCarrier(this.runtime, link.id, next.carrier);
    this.draft.putLink(next);
    keepMacOrder(this, link, next);
    return this.link(link.id);
  }

  patchLink(id: LinkId, changes: Partial<Link>): Link {
    return this.changeLink(this.link(id), changes);
  }

  /** What is longer than a name may be is an alternative name or, as ioctls cut it, one's first 15 characters. */
  linkByName(netns: NetnsId, name: string): Link | undefined {
    const id = this.netns(netns).names.get(name);
    if (id !== undefined) return this.link(id);
    return name.length > LONGEST_NAME ? this.linkByName(netns, name.slice(0, LONGEST_NAME)) : undefined;
  }

  /** By name or, where none is called so, by that in a label or the number in `if7` (ll_name_to_index). */
  linkNamed(netns: NetnsId, name: string): Link | undefined {
    return this.linkOfIoctl(netns, name) ?? this.linkByIndex(netns, indexIn(name));
  }

  /** By name or label (SIOCGIFINDEX). */
  linkOfIoctl(netns: NetnsId, name: string): Link | undefined {
    const found = this.linkByName(netns, name);
    const device = found ? undefined : deviceOfLabel(name);
    return device === undefined ? found : this.linkByName(netns, device);
  }

  linkByIndex(netns: NetnsId, ifindex: number): Link | undefined {
    const id = this.netns(netns).byIndex.get(ifindex);
    return id === undefined ? undefined : this.link(id);
  }

  /** A namespace's loopback device, whatever it is called (LOOPBACK_IFINDEX). */
  loopback(netns: NetnsId): Link | undefined {
    return this.linkByIndex(netns, 1);
  }

  /** Every link of a namespace by ifindex. Costs as much as there are links. */
  linksOf(netns: NetnsId): Link[] {
    return this.netns(netns).byIndex.ids.map((id) => this.link(id));
  }

  routes(netns: NetnsId, family: "inet" | "inet6"): RouteList {
    const ns = this.netns(netns);
    return family === "inet" ? ns.routes4 : ns.routes6;
  }

  /** The route list, to be changed in place. */
  ownRoutes(netns: NetnsId, family: "inet" | "inet6"): RouteList {
    return this.draft.ownRoutes(netns, family === "inet" ? "routes4" : "routes6");
  }
}

/** The namespace that a reference means to the caller. ENOENT by name, ESRCH by pid. */
export function resolveNetns(caller: Caller, ref: NetnsRef): Result<NetnsId, KernelError> {
  if (ref.by === "self") return ok(caller.netns);
  const id = caller.findNetns(ref);
  if (id !== undefined) return ok(id);
  // get_net_ns_by_fd: what could be opened is no namespace.
  return err(kernelError(ref.by === "name" ? "EINVAL" : "ESRCH"));
}

/**
 * The link of that name, which programs ask the kernel for first (ll_name_to_index).
 *
 * @param unknown what the kernel says of a number that it does not know
 */
export function resolveLink(
  tx: Transaction,
  netns: NetnsId,
  device: string,
  unknown?: string,
): Result<Link, KernelError> {
  const link = tx.linkNamed(netns, device);
  // Where the program has a number, it is the kernel that does not know it, and says so in words of its own.
  if (!link) return indexIn(device) === 0 ? err(noSuchDevice(device)) : refuse("ENODEV", unknown);
  if (!tx.byIoctl) tellNetns(tx, link);
  return ok(link);
}

/** The link of that name for an ioctl, which tells nobody of it (SIOCGIFINDEX). */
export function findLink(tx: Transaction, netns: NetnsId, device: string): Result<Link, KernelError> {
  const link = tx.linkOfIoctl(netns, device);
  return link ? ok(link) : err(noSuchDevice(device));
}
