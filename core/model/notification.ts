/**
 * What the kernel tells of itself on rtnetlink's multicast groups (rtnetlink(7); RTNLGRP_* of linux/rtnetlink.h): one
 * message of `ip monitor` or `bridge monitor`. It carries the thing as it was at that moment; what it names is looked up
 * by whoever prints it, at once.
 *
 * Same as Linux: which changes are told, and in which order. Simplified: what link watch tells a moment later comes at once.
 */
import type { Mac } from "../address/mac.ts";
import type { IpAddress, Prefix } from "../address/prefix.ts";
import type { Inet4Address, Inet6Address } from "./address.ts";
import type { LinkId, NetnsId } from "./id.ts";
import type { Link, Vni } from "./link.ts";
import type { FdbEntry, Neighbor, VxlanRemote } from "./neighbor.ts";
import type { Nexthop } from "./nexthop.ts";
import type { Route, Rule } from "./route.ts";

/** IFLA_EVENT_* as `ip monitor` has them. */
export type LinkEvent = "FEATURE CHANGE" | "BONDING FAILOVER" | "NOTIFY PEERS" | "RESEND IGMP";

/** What a message is about. */
export type Told =
  /** `moved`: where the link went, in a RTM_DELLINK (IFLA_NEW_NETNSID, IFLA_NEW_IFINDEX). */
  | {
      readonly noun: "link";
      readonly link: Link;
      readonly moved?: { readonly netns: NetnsId; readonly ifindex: number };
      /** What it is about, where the kernel says so (IFLA_EVENT). */
      readonly event?: LinkEvent;
    }
  | { readonly noun: "address"; readonly link: Link; readonly address: Inet4Address | Inet6Address }
  | { readonly noun: "route"; readonly route: Route }
  | { readonly noun: "rule"; readonly rule: Rule }
  | { readonly noun: "nexthop"; readonly nexthop: Nexthop }
  /** A network of a VXLAN interface (RTNLGRP_TUNNEL). */
  | { readonly noun: "vni"; readonly link: Link; readonly vni: Vni }
  /** A bucket of a resilient group moved. */
  | {
      readonly noun: "bucket";
      readonly group: number;
      readonly bucket: { readonly index: number; readonly member: number; readonly idleSeconds: number };
    }
  | { readonly noun: "neighbor"; readonly neighbor: Neighbor }
  /** A VXLAN interface was asked for somebody of whom it knows nothing (RTM_GETNEIGH, from the kernel): an address of either kind. */
  | { readonly noun: "miss"; readonly link: LinkId; readonly address?: IpAddress; readonly mac?: Mac }
  /** A router said what there is of a prefix (RTM_NEWPREFIX). */
  | {
      readonly noun: "prefix";
      readonly link: LinkId;
      readonly prefix: Prefix;
      readonly validSeconds: number;
      readonly preferredSeconds: number;
    }
  /** Settings of an interface, or of `all` or `default`, that changed; all of them for one that is new. */
  | {
      readonly noun: "netconf";
      readonly family: "inet" | "inet6";
      readonly device: Link | "all" | "default";
      readonly settings: Readonly<Record<string, number>>;
    }
  /** `of` is the namespace that the number stands for. */
  | { readonly noun: "nsid"; readonly nsid: number; readonly of: NetnsId }
  /** AF_BRIDGE: a port, or a bridge itself, as `bridge link` shows it. */
  | { readonly noun: "port"; readonly link: Link }
  /**
   * `self`: not an entry of the bridge but an address that the device itself listens to. `remote`: the end that an entry of a
   * VXLAN interface leads to, one a message; `aged`: it goes because nobody heard of it.
   */
  | {
      readonly noun: "fdb";
      readonly entry: FdbEntry;
      readonly self?: true;
      readonly remote?: VxlanRemote;
      readonly aged?: boolean;
    }
  /** A group's membership: who listens on which port. */
  | {
      readonly noun: "mdb";
      readonly bridge: LinkId;
      readonly port: LinkId;
      readonly group: string;
      readonly source: string | undefined;
      readonly vlan: number;
      readonly permanent: boolean;
      /** Somebody entered it. */
      readonly told: boolean;
    };

export type Notification = Told & { readonly verb: "new" | "delete"; readonly netns: NetnsId };

/** Those who listen. Nobody does most of the time, and then nothing is made to be told. */
export class Notifier {
  readonly #listeners = new Set<(notification: Notification) => void>();
  /** Somebody listens: ask before making a message. */
  heard = false;

  /** Calls `listener` with every message of every namespace, while the change is being made; answers with a function that ends it. */
  listen(listener: (notification: Notification) => void): () => void {
    this.#listeners.add(listener);
    this.heard = true;
    return () => {
      this.#listeners.delete(listener);
      this.heard = this.#listeners.size > 0;
    };
  }

  tell(notification: Notification): void {
    for (const listener of this.#listeners) listener(notification);
  }
}
