/** Operations on links: `ip link add`, `set`, `delete`. */
import type { Mac } from "../address/mac.ts";
import type { BridgeSettings } from "../model/bridge.ts";
import type { AddrGenMode } from "../model/link.ts";
import type { DrivenType } from "./kind/kind.ts";
import type { NetnsRef } from "./netns-ref.ts";

/** IFNAMSIZ without the final zero: longer names do not get past the message's policy. */
export const LONGEST_NAME = 15;

/**
 * The device of a label such as `eth0:1`, for programs that ask for a number by an ioctl when no link is called so (if_nametoindex):
 * the kernel takes what stands before the colon (dev_ioctl).
 */
export function deviceOfLabel(name: string): string | undefined {
  const colon = name.indexOf(":");
  return colon > 0 && name.length <= LONGEST_NAME ? name.slice(0, colon) : undefined;
}

/** Flags of a device that are switched (IFF_* of linux/if.h). */
export interface FlagChanges {
  readonly arp?: boolean;
  readonly multicast?: boolean;
  /** IFF_DYNAMIC, and the opposite of IFF_NOTRAILERS: kept, and of no effect. */
  readonly dynamic?: boolean;
  readonly trailers?: boolean;
  readonly allMulticast?: boolean;
  readonly promisc?: boolean;
}

/** How large a packet, in octets, and of how many segments, is made before it is cut (GSO), or put together of several (GRO). */
export interface SegmentSizes {
  readonly gsoMaxSize?: number;
  readonly gsoMaxSegs?: number;
  readonly groMaxSize?: number;
}

/** What `ip link add` says of either end. Whatever is missing is the kernel's choice. */
export interface NewLink {
  /** The kernel picks `veth0`, `dummy0` ... when missing. */
  readonly name?: string;
  readonly mac?: Mac;
  readonly mtu?: number;
  readonly txQueueLength?: number;
  readonly ifindex?: number;
  readonly netns?: NetnsRef;
  readonly up?: boolean;
  readonly queues?: { readonly tx?: number; readonly rx?: number };
  readonly master?: string;
  readonly group?: number;
  readonly alias?: string;
  readonly addrGenMode?: AddrGenMode;
  readonly broadcast?: Mac;
  readonly linkMode?: LinkChanges["linkMode"];
  /** IFLA_OPERSTATE. */
  readonly state?: number;
  readonly flags?: FlagChanges;
  readonly sizes?: SegmentSizes;
  /** The link to stand on, in the namespace that the operation names. */
  readonly link?: string;
}

/** Settings of a kind by their word on the command line. Addresses and devices are given as they are written. */
export type KindSettings = Readonly<Record<string, number | string>>;

/** A setting that is a number; undefined when it is not there. */
export function numberIn(settings: KindSettings, word: string): number | undefined {
  const value = settings[word];
  return typeof value === "number" ? value : undefined;
}

/** One that is written out. */
export function textIn(settings: KindSettings, word: string): string | undefined {
  const value = settings[word];
  return typeof value === "string" ? value : undefined;
}

/** Those of a kind that has nothing but numbers, such as the bridge. */
export function numbersIn(settings: KindSettings): Readonly<Record<string, number>> {
  const isNumber = (entry: [string, number | string]): entry is [string, number] => typeof entry[1] === "number";
  return Object.fromEntries(Object.entries(settings).filter(isNumber));
}

export type NewLinkKind =
  /** Without a word on the peer it is made like the link itself, beside it. */
  | { readonly type: "veth"; readonly peer?: NewLink }
  | { readonly type: "bridge"; readonly settings: Partial<BridgeSettings> }
  | { readonly type: "dummy" }
  /** The kinds of `./kind`. */
  | { readonly type: DrivenType; readonly settings: KindSettings };

/** Equivalent to: `ip link add A type veth peer name B`. */
export interface LinkAdd {
  readonly kind: "linkAdd";
  readonly netns: NetnsRef;
  readonly link: NewLink;
  readonly info: NewLinkKind;
}

/** Equivalent to: `ip link delete A [type veth]`, `ip link del group 5`. */
export interface LinkDelete {
  readonly kind: "linkDelete";
  readonly netns: NetnsRef;
  readonly device: string | { readonly group: number };
  readonly type?: string;
}

/** What `ip link set dev A ...` may change in one go; applied in the order of do_setlink (net/core/rtnetlink.c). */
export interface LinkChanges extends FlagChanges {
  readonly netns?: NetnsRef;
  readonly name?: string;
  readonly up?: boolean;
  readonly mac?: Mac;
  readonly broadcast?: Mac;
  readonly mtu?: number;
  readonly txQueueLength?: number;
  /** `null` is `nomaster`. */
  readonly master?: string | null;
  readonly alias?: string;
  readonly group?: number;
  readonly sizes?: SegmentSizes;
  readonly addrGenMode?: AddrGenMode;
  readonly carrier?: boolean;
  readonly linkMode?: "default" | "dormant";
  readonly state?: number;
  /** Each for itself, in order: what is refused ends it and leaves those before it (rtnl_linkprop). */
  readonly addAltnames?: readonly string[];
  readonly delAltnames?: readonly string[];
  /** IFLA_PROTO_DOWN and its reasons: those of `mask` become what `reasons` says. `anyway`: whatever reasons there are, as sysfs does it. */
  readonly protoDown?: {
    readonly on?: boolean;
    readonly mask: number;
    readonly reasons: number;
    readonly anyway?: boolean;
  };
}

/** Equivalent to: `ip link set dev A up mtu 1400 master docker0`. */
export interface LinkSet {
  readonly kind: "linkSet";
  readonly netns: NetnsRef;
  readonly device: string | { readonly group: number };
  readonly changes: LinkChanges;
  /** `ip link set A type bridge stp_state 1`: settings of the kind, by their name on the command line. */
  readonly info?: { readonly type: string; readonly settings: KindSettings };
}

export type LinkOperation = LinkAdd | LinkDelete | LinkSet;
