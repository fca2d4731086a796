/**
 * What a kind of link brings along: the rtnl_link_ops, netdev_ops and notifiers of its driver, as far as they decide
 * anything. One file a kind, one line in the table of `./table.ts`.
 */

import type { Mac } from "../../address/mac.ts";
import type { KernelError } from "../../errors.ts";
import type { LinkId, NetnsId } from "../../model/id.ts";
import type { Link, LinkKind, LinkType } from "../../model/link.ts";
import type { Result } from "../../result.ts";
import type { KindSettings, NewLink } from "../link.ts";
import type { Outcome, Transaction } from "../transaction.ts";

/** What happens to a link that others stand on: the netdevice notifiers that their drivers listen to. */
export type LowerEvent = "up" | "down" | "change" | "mtu" | "address";

/** A new link as its driver decides it; the rest is as `newLink` of link-add.ts has it. */
export type KindSetup = Partial<Omit<Link, "id" | "netns" | "ifindex" | "name" | "kind">> & { readonly kind: LinkKind };

export interface NewLinkContext {
  readonly tx: Transaction;
  /** The namespace it will be in. */
  readonly netns: NetnsId;
  /** The namespace that whoever asks for it is in. */
  readonly home: NetnsId;
  readonly want: NewLink;
  readonly settings: KindSettings;
  /** The link named by `link`, which is looked up in the caller's namespace. */
  readonly lower: Link | undefined;
}

export interface KindDriver {
  /** What the kernel calls a link that nobody named; the type itself when missing. */
  readonly pattern?: string;
  /** Limits that a new link's MTU must keep. */
  readonly minMtu: number;
  readonly maxMtu: number;
  /** Before anything is looked at: the module that the driver is in is loaded (request_module), which may show. */
  readonly needs?: (tx: Transaction, netns: NetnsId) => void;
  /** Neither taken away nor moved to another namespace. */
  readonly stays?: (kind: LinkKind) => boolean;
  /** `validate` of rtnl_link_ops: before the name is looked at. */
  readonly validate?: (want: NewLink, settings: KindSettings) => Outcome;
  /** `newlink`: its refusals, and what it makes. Nothing is changed yet. */
  readonly create: (context: NewLinkContext) => Result<KindSetup, KernelError>;
  /** The link is about to be registered; all checks are done. */
  readonly registering?: (tx: Transaction, link: Link) => void;
  /** The link is registered, and its lower link knows it. */
  readonly registered?: (tx: Transaction, id: LinkId) => void;
  /** `changelink`. With `dry` only checks. */
  readonly change?: (tx: Transaction, link: Link, settings: KindSettings, dry: boolean) => Outcome;
  /** The settings that would make such a link again. */
  readonly settingsOf: (kind: LinkKind, nameOf: (id: LinkId) => string | undefined) => KindSettings;
  /** Those that lead from one version back to another, where not all can be given again. */
  readonly changedSettings?: (was: LinkKind, now: LinkKind, nameOf: (id: LinkId) => string | undefined) => KindSettings;
  /** What ndo_open refuses; also asked of a link that is about to be made. */
  readonly mayOpen?: (tx: Transaction, kind: LinkKind, link: Pick<Link, "id" | "mac"> | undefined) => Outcome;
  /** ndo_open; answers whether there is a carrier now. */
  readonly opening?: (tx: Transaction, id: LinkId) => boolean;
  /** It is up. */
  readonly opened?: (tx: Transaction, id: LinkId) => void;
  /** ndo_stop; answers the same. */
  readonly closing?: (tx: Transaction, id: LinkId) => boolean;
  /** `dellink`: the link is about to go, and all is still as it was. */
  readonly ending?: (tx: Transaction, id: LinkId) => void;
  /** ndo_uninit: nothing of the link is left but what it was. */
  readonly ended?: (tx: Transaction, link: Link) => void;
  /** ndo_change_mtu's refusal. */
  readonly mayChangeMtu?: (tx: Transaction, link: Link, mtu: number) => Outcome;
  /** ndo_change_mtu, before the link's own changes. */
  readonly changingMtu?: (tx: Transaction, id: LinkId, mtu: number) => void;
  /** No ndo_set_mac_address: the address that the link was made with stays. */
  readonly keepsMac?: (kind: LinkKind) => boolean;
  /** ndo_set_mac_address's refusal, and what else changes with the address. */
  readonly mayChangeMac?: (tx: Transaction, link: Link, mac: Mac) => Outcome;
  /** ndo_set_mac_address, before the link's own changes; answers whether it does. */
  readonly changingMac?: (tx: Transaction, id: LinkId, mac: Mac) => boolean;
  readonly macChanged?: (tx: Transaction, id: LinkId) => void;
  /** Refusals of ndo_add_slave; missing where there are no ports. The port has no master by then. */
  readonly mayTakePort?: (tx: Transaction, master: Link, link: Link) => Outcome;
  /** ndo_add_slave, after that, and ndo_del_slave. */
  readonly addPort?: (tx: Transaction, master: LinkId, id: LinkId) => void;
  readonly removePort?: (tx: Transaction, id: LinkId) => void;
  /** Something happened to the link below. */
  readonly lowerEvent?: (tx: Transaction, id: LinkId, event: LowerEvent) => void;
}

/** Kinds that are made by what this folder says of them. */
export type DrivenType = Exclude<LinkType, "loopback" | "veth" | "bridge" | "dummy" | "ether">;
