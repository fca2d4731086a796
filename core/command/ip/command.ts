/** What a command line of `ip` asks for, once it is read. */
import type { Family, IpAddress, Prefix } from "../../address/prefix.ts";
import type { Range, RouteType } from "../../model/route.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import type { StatsPath } from "./stats.ts";
import type { TunnelFilter } from "./tunnel.ts";
import type { Tunnel6Filter } from "./tunnel6.ts";

/** The options in front of the object. `family` undefined is both; `link` is `-0`. */
export interface IpOptions {
  readonly family: Family | "link" | undefined;
  /** `-f mpls`, which no family of addresses is. */
  readonly mpls?: true;
  /** `-f bridge`, which listings of links take no notice of. */
  readonly bridge?: true;
  /** `-echo`: what the kernel made of a change is shown. */
  readonly echo?: true;
  /** How often `-s` was given. */
  readonly statistics: number;
  readonly details: boolean;
  readonly oneline: boolean;
  readonly brief: boolean;
  readonly json: boolean;
  readonly pretty: boolean;
  readonly colour: "never" | "auto" | "always";
  readonly numeric: boolean;
  /** Hosts are shown by their names. */
  readonly resolve: boolean;
  readonly human: boolean;
  /** Multiples of 1024 with `-h` (`-iec`). */
  readonly iec: boolean;
  /** `-n NAME`. */
  readonly netns: string | undefined;
  /** Namespaces that were named before that one, and entered. */
  readonly left?: readonly string[];
  readonly allNetns: boolean;
  readonly force: boolean;
  /** `-b FILE`; `-` is standard input. */
  readonly batch: string | undefined;
  /** `-t`, and `-ts` in short. */
  readonly timestamp: "long" | "short" | undefined;
}

/** Which links a listing shows: `ip link show`, `ip addr show`, and what `ip addr flush` takes. */
export interface LinkFilter {
  readonly device?: string;
  readonly up?: boolean;
  readonly group?: number;
  /** `null` is `nomaster`. */
  readonly master?: string | null;
  readonly type?: string;
}

export interface AddressFilter extends LinkFilter {
  readonly to?: Prefix;
  readonly scope?: number;
  readonly label?: string;
  /** Names of `ip addr show`: `permanent`, `-tentative`. */
  readonly flags: readonly string[];
}

export interface RouteFilter {
  /** 0 is all. */
  readonly table: number;
  /** Asked for by the name of its VRF: without the host's own addresses and broadcasts. */
  readonly ofVrf?: boolean;
  readonly cached: boolean;
  readonly tos?: number;
  readonly protocol?: number;
  readonly scope?: number;
  readonly type?: RouteType | "xresolve";
  readonly device?: string;
  readonly via?: PrefixFilter;
  readonly source?: PrefixFilter;
  readonly metric?: number;
  readonly realms?: { readonly realms: number; readonly mask: number };
  /** Of messages that no listing has: nothing but 0 and nothing at all fit. */
  readonly iif?: string;
  readonly mark?: number;
  /** For packets from sources within this prefix (`from root`), or containing it (`from match`). */
  readonly fromRoot?: PrefixFilter;
  readonly fromMatch?: PrefixFilter;
  /** Within this prefix (`root`). */
  readonly root?: PrefixFilter;
  /** Containing this prefix (`match`). */
  readonly match?: PrefixFilter;
}

export interface MplsFilter {
  readonly label?: number;
  readonly device?: string;
  /** It has to be there. */
  readonly get?: true;
}

/** A prefix to compare with; without an address it is `default`. */
export interface PrefixFilter {
  readonly prefix: Prefix | undefined;
}

export interface NeighborFilter {
  readonly device?: string;
  readonly to?: Prefix;
  readonly states?: readonly string[];
  readonly proxy: boolean;
  /** Of a family that nobody has neighbors of (`ip -0`). */
  readonly nobody?: boolean;
  readonly protocol?: number;
  readonly nomaster?: boolean;
  readonly master?: string;
  readonly unused: boolean;
}

/** Which buckets of resilient groups to show. */
export interface BucketFilter {
  /** The group. */
  readonly id?: number;
  /** The member that a bucket leads to, and where that one leads. */
  readonly nhid?: number;
  readonly device?: string;
  readonly master?: string;
}

export interface NexthopFilter {
  readonly device?: string;
  readonly master?: string;
  readonly protocol?: number;
  readonly groups: boolean;
  /** Nothing was asked for in particular. */
  readonly all: boolean;
}

export interface RuleFilter {
  readonly priority?: number;
  readonly table?: number;
  readonly from?: Prefix;
  readonly to?: Prefix;
  readonly iif?: string;
  readonly oif?: string;
  readonly fwmark?: number;
  readonly fwmask?: number;
  readonly tos?: number;
  readonly invert?: boolean;
  readonly protocol?: number;
  readonly ipProtocol?: number;
  readonly sourcePorts?: Range;
  readonly destinationPorts?: Range;
  readonly uids?: Range;
  readonly tunnelId?: string;
  readonly l3mdev?: boolean;
}

export interface RouteGet {
  readonly destination: IpAddress;
  readonly source?: IpAddress;
  /** As if it came in by this device. */
  readonly iif?: string;
  readonly oif?: string;
  readonly mark?: number;
  readonly tos?: number;
  readonly uid?: number;
  readonly protocol?: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** The route itself rather than what it means for the destination. */
  readonly fibmatch: boolean;
  readonly notify?: boolean;
  /** Asks again with the source that was chosen. */
  readonly connected?: boolean;
}

export type IpQuery =
  | { readonly kind: "links"; readonly filter: LinkFilter }
  /** `asLink`: with what a listing of links shows. */
  | { readonly kind: "addresses"; readonly filter: AddressFilter; readonly asLink?: boolean }
  | { readonly kind: "routes"; readonly filter: RouteFilter }
  | { readonly kind: "mplsRoutes"; readonly filter: MplsFilter }
  | { readonly kind: "routeGet"; readonly get: RouteGet }
  | { readonly kind: "neighbors"; readonly filter: NeighborFilter }
  | { readonly kind: "neighborGet"; readonly address: IpAddress; readonly device: string; readonly proxy: boolean }
  | { readonly kind: "rules"; readonly filter: RuleFilter }
  /** Multicast addresses that links listen to. */
  | { readonly kind: "groups"; readonly device?: string }
  | { readonly kind: "netconf"; readonly device?: string }
  | { readonly kind: "ntables"; readonly device?: string; readonly name?: string }
  | { readonly kind: "groupRoutes"; readonly family: Family; readonly table?: number }
  | { readonly kind: "groupRules"; readonly family: Family }
  | { readonly kind: "stats"; readonly device?: string; readonly paths: readonly StatsPath[] }
  | { readonly kind: "nexthops"; readonly filter: NexthopFilter }
  /** Nothing is shown of one by another protocol. */
  | { readonly kind: "nexthopGet"; readonly id: number; readonly protocol?: number }
  | { readonly kind: "nexthopBuckets"; readonly filter: BucketFilter }
  | { readonly kind: "nexthopBucketGet"; readonly id: number; readonly index: number }
  | { readonly kind: "vrfs" }
  | { readonly kind: "addressLabels" }
  | { readonly kind: "tokens"; readonly device?: string }
  /** TUN and TAP devices. */
  | { readonly kind: "tuntaps" }
  | { readonly kind: "tunnels"; readonly filter: TunnelFilter }
  | { readonly kind: "tunnels6"; readonly filter: Tunnel6Filter };

/** What `ip monitor` can be told to listen to. */
export type MonitorGroup =
  | "link"
  | "address"
  | "route"
  | "mroute"
  | "prefix"
  | "neigh"
  | "netconf"
  | "rule"
  | "nsid"
  | "nexthop"
  | "stats";

export interface MonitorCommand {
  /** All when empty. */
  readonly groups: ReadonlySet<MonitorGroup>;
  /** Each message behind the name of its kind. */
  readonly label: boolean;
  readonly device?: string;
  /** Messages that rtmon(8) recorded. */
  readonly file?: string;
}

/** Deleting everything that a listing would show. */
export type IpFlush =
  | { readonly kind: "addresses"; readonly filter: AddressFilter }
  | { readonly kind: "routes"; readonly filter: RouteFilter }
  | { readonly kind: "neighbors"; readonly filter: NeighborFilter }
  | { readonly kind: "rules"; readonly filter: RuleFilter }
  | { readonly kind: "nexthops"; readonly filter: NexthopFilter };

/** What touches names under /run/netns or processes, and so is done by whoever has them. */
export type NetnsCommand =
  | { readonly kind: "list" }
  /** `target`: as another namespace knows them, by the number that this one has for it. */
  | { readonly kind: "listId"; readonly nsid?: number; readonly target?: number }
  | { readonly kind: "add"; readonly name: string }
  | { readonly kind: "attach"; readonly name: string; readonly pid: number }
  /** Without a name: all, with `-all`. */
  | { readonly kind: "delete"; readonly name?: string }
  | { readonly kind: "set"; readonly name: string; readonly nsid: number | "auto" }
  | { readonly kind: "exec"; readonly name?: string; readonly argv: readonly string[] }
  /** Without a pid: the caller's own. */
  | { readonly kind: "identify"; readonly pid?: number }
  | { readonly kind: "pids"; readonly name: string }
  | { readonly kind: "monitor" };

export type DumpOf = "route" | "address" | "rule";

/** What reads or writes octets, and so is done by whoever has the files. */
export type DumpCommand =
  | { readonly verb: "save"; readonly of: "route"; readonly filter: RouteFilter }
  | { readonly verb: "save"; readonly of: "address"; readonly filter: AddressFilter }
  | { readonly verb: "save"; readonly of: "rule" }
  | { readonly verb: "restore"; readonly of: DumpOf }
  | { readonly verb: "showdump"; readonly of: "route" | "address" };

/** What is about processes, and so is done by whoever has them. */
export type VrfCommand =
  /** Without a pid: the caller's own. */
  | { readonly kind: "identify"; readonly pid?: number }
  | { readonly kind: "pids"; readonly name: string }
  /** Without a name: out of any. */
  | { readonly kind: "exec"; readonly name: string | undefined; readonly argv: readonly string[] };

export type IpCommand =
  /** `warning` goes to stderr first. */
  /** `failStatus`: the status when the kernel refuses, where it is not the usual one. */
  /** `ioctl`: the call that is asked in place of rtnetlink, as perror(3) names it. */
  | {
      readonly kind: "apply";
      readonly operation: Operation;
      readonly warning?: string;
      readonly failStatus?: number;
      readonly ioctl?: string;
    }
  /** One after the other, up to the first that is refused. */
  | { readonly kind: "applyAll"; readonly operations: readonly Operation[] }
  | { readonly kind: "query"; readonly query: IpQuery; readonly warning?: string }
  | { readonly kind: "flush"; readonly flush: IpFlush }
  | { readonly kind: "netns"; readonly command: NetnsCommand }
  | { readonly kind: "vrf"; readonly command: VrfCommand }
  | { readonly kind: "dump"; readonly command: DumpCommand }
  /** Goes on until somebody ends it, and so is left to whoever can wait. */
  | { readonly kind: "monitor"; readonly monitor: MonitorCommand }
  /** Nothing to do, and that is fine. */
  | { readonly kind: "nothing" }
  /** Text to print as it is. */
  | { readonly kind: "say"; readonly stdout: string };

/** What the parser of an object gets. */
export interface IpScope {
  readonly options: IpOptions;
  /** The namespace that operations name: the caller's own, or that of `-n`. */
  readonly netns: NetnsRef;
}
