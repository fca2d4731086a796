/** Filters of traffic control (tc-filter(8)): what packets they are for, and what becomes of those. */
import type { Mac } from "../address/mac.ts";
import type { Prefix } from "../address/prefix.ts";
import type { PacketType } from "../wire/frame.ts";
import type { LinkId } from "./id.ts";
import type { ClassId } from "./qdisc.ts";

/** Where a filter hangs: packets that come in, or go out, by a device, or those that a discipline or a class is given. */
export type FilterHook = "ingress" | "egress" | ClassId;

/** A word of four bytes at an offset from the network header, in network order. */
export interface U32Key {
  readonly value: number;
  readonly mask: number;
  readonly offset: number;
}

/** A number of which only the bits of the mask matter. */
export interface Masked {
  readonly value: number;
  readonly mask: number;
}

/** A port by its number, or any from one to another. */
export type PortKey = Masked | { readonly from: number; readonly to: number };

export interface FlowerKeys {
  readonly indev?: string | undefined;
  readonly destinationMac?: { readonly address: Mac; readonly bits: number } | undefined;
  readonly sourceMac?: { readonly address: Mac; readonly bits: number } | undefined;
  readonly vlanId?: number | undefined;
  readonly vlanPriority?: number | undefined;
  readonly vlanEtherType?: number | undefined;
  readonly ipProtocol?: number | undefined;
  readonly tos?: Masked | undefined;
  readonly ttl?: Masked | undefined;
  readonly destination?: Prefix | undefined;
  readonly source?: Prefix | undefined;
  readonly destinationPort?: PortKey | undefined;
  readonly sourcePort?: PortKey | undefined;
  /** The lower twelve bits of the header's seventh word. */
  readonly tcpFlags?: Masked | undefined;
  /** Whether it is a fragment (1), and the first of them (2). */
  readonly ipFlags?: Masked | undefined;
  readonly icmpType?: Masked | undefined;
  readonly icmpCode?: Masked | undefined;
  /** Of ARP: its two IPv4 addresses, what it is (RFC 826), its two hardware addresses. */
  readonly arpSource?: Prefix | undefined;
  readonly arpTarget?: Prefix | undefined;
  readonly arpOperation?: number | undefined;
  readonly arpSourceMac?: { readonly address: Mac; readonly bits: number } | undefined;
  readonly arpTargetMac?: { readonly address: Mac; readonly bits: number } | undefined;
  readonly skip?: SkipFlag | undefined;
}

/** What packets of a u32 node are looked for in next: another table. */
export interface U32Link {
  readonly table: number;
  /** By which of the packet's bits its bucket is chosen, and at what offset. */
  readonly hashMask: number;
  readonly hashOffset: number;
  /** From where offsets count there; undefined for where they did. */
  readonly move?: U32Move | undefined;
}

/** So many bytes on, and as many more as the packet says. */
export interface U32Move {
  /** Undefined where it is not given. */
  readonly plus?: number | undefined;
  readonly variable?: { readonly mask: number; readonly shift: number; readonly at: number } | undefined;
  /** For good, not for the keys that ask for it. */
  readonly eat: boolean;
}

/** A node in a bucket of a hash table, or a table, which has a divisor and no keys. */
export interface U32Match {
  readonly kind: "u32";
  readonly keys: readonly U32Key[];
  readonly table: number;
  readonly bucket: number;
  /** The table that its preference begins with. */
  readonly root: number;
  readonly divisor?: number | undefined;
  /** A link of table 0 leads nowhere: only its key and offset are kept. */
  readonly link?: U32Link | undefined;
  readonly skip?: SkipFlag | undefined;
}

/**
 * Packets of a mark, which is the filter's handle. Without one (`old`) the mark itself names the class.
 */
export interface FwMatch {
  readonly kind: "fw";
  /** What of marks is looked at; the same for all of a preference. */
  readonly mask: number;
  readonly indev?: string | undefined;
  readonly old?: true | undefined;
}

/** TCA_CLS_FLAGS_SKIP_HW: not for the device to do, which a virtual one does not anyway. */
export type SkipFlag = "skip_hw";

export type FilterMatch =
  | { readonly kind: "matchall"; readonly skip?: SkipFlag | undefined }
  | { readonly kind: "basic" }
  | FwMatch
  | U32Match
  | { readonly kind: "flower"; readonly keys: FlowerKeys };

/** What is to happen next (TC_ACT_*): another chain of filters, so many actions of the list from its start on, ... */
export type Control =
  | "pass"
  | "drop"
  | "pipe"
  | "continue"
  | "reclassify"
  | "stolen"
  | "trap"
  | `goto chain ${number}`
  | `jump ${number}`;

/** The chain that it goes on with; undefined for what leads to none. */
export function chainAhead(control: Control): number | undefined {
  return control.startsWith("goto ") ? Number(control.slice("goto chain ".length)) : undefined;
}

export interface Gact {
  readonly kind: "gact";
  readonly control: Control;
  /** One packet of so many has another fate: by chance (`netrand`), or each such one (`determ`). */
  readonly random?:
    | { readonly type: "netrand" | "determ"; readonly control: Control; readonly value: number }
    | undefined;
}
/** Writes what goes along with a packet and is not in it. */
export interface Skbedit {
  readonly kind: "skbedit";
  readonly control: Control;
  readonly queueMapping?: number | undefined;
  /** A class, or a priority below 16. */
  readonly priority?: number | undefined;
  readonly mark?: number | undefined;
  readonly markMask?: number | undefined;
  readonly packetType?: PacketType | undefined;
  /** The priority is what the packet says of its service. */
  readonly inheritDsField?: true | undefined;
}
/** Makes sums anew. */
export interface Csum {
  readonly kind: "csum";
  readonly control: Control;
  /** TCA_CSUM_UPDATE_FLAG_*. */
  readonly targets: readonly CsumTarget[];
}
export type CsumTarget = "iph" | "icmp" | "igmp" | "tcp" | "udp" | "udplite" | "sctp";
/** Writes over words of the packet. */
export interface Pedit {
  readonly kind: "pedit";
  readonly control: Control;
  /** Keys say of which header their offsets are (`ex`). */
  readonly extended: boolean;
  readonly keys: readonly PeditKey[];
}
export interface PeditKey {
  readonly header: PeditHeader;
  readonly command: "set" | "add";
  /** Four bytes at an offset, in network order: what of them stays, and what is put there, or added. */
  readonly offset: number;
  readonly mask: number;
  readonly value: number;
  /** The byte at `at`, masked and shifted, counts on. */
  readonly variable?: { readonly at: number; readonly mask: number; readonly shift: number } | undefined;
}
export type PeditHeader = "network" | "eth" | "ipv4" | "ipv6" | "tcp" | "udp";
export interface Mirred {
  readonly kind: "mirred";
  readonly direction: "egress" | "ingress";
  readonly mode: "redirect" | "mirror";
  /** Undefined once it is gone. */
  readonly device: LinkId | undefined;
  readonly control: Control;
}
export interface Police {
  readonly kind: "police";
  /** Bytes a second. */
  readonly rate: number;
  readonly burstTicks: number;
  readonly mtu: number;
  /** Of what is too much, and of the rest. */
  readonly exceed: Control;
  readonly conform: Control;
}
/** Puts a tag on, takes it off, or changes it. */
export type VlanAction = {
  readonly kind: "vlan";
  readonly control: Control;
} & (
  | { readonly act: "pop" }
  | {
      readonly act: "push" | "modify";
      readonly vlan: number;
      readonly protocol: "802.1Q" | "802.1ad";
      /** Undefined: what it was. */
      readonly priority: number | undefined;
    }
);
export type TcActionOptions = Gact | Mirred | Police | VlanAction | Skbedit | Csum | Pedit;

export type TcAction = TcActionOptions & {
  /** Names the action's figures. */
  readonly id: number;
  /** Its number among those of its kind in the namespace. */
  readonly index: number;
};

export interface Filter {
  /** Names the filter's figures. */
  readonly id: number;
  readonly hook: FilterHook;
  /** What the place was called when it was made; where packets come in has several names. */
  readonly calledBy: FilterHook;
  /** The chain that it is in; packets come to 0 first. */
  readonly chain: number;
  readonly preference: number;
  /** ETH_P_*; ETH_P_ALL for any. */
  readonly protocol: number;
  readonly handle: number;
  readonly match: FilterMatch;
  readonly classId: ClassId | undefined;
  readonly actions: readonly TcAction[];
  /** The only action was given as `police`, and is shown so. */
  readonly bare: boolean;
}

export const ANY_PROTOCOL = 3;

/** A chain of filters that there is at a place, be it empty, and whether somebody asked for it by itself. */
export interface FilterChain {
  readonly hook: FilterHook;
  readonly chain: number;
  readonly explicit: boolean;
}

export interface FilterStats {
  /** How often it was looked at, and fit. */
  hits: number;
  success: number;
  /** Fits of each key. */
  readonly keys: number[];
}

export interface ActionStats {
  bytes: number;
  packets: number;
  drops: number;
  overlimits: number;
  readonly installedMicros: number;
  usedMicros: number;
  /** Of gact: packets that it has decided about in turn. */
  turns?: number;
  /** Of a policer. */
  tokensNanos: number;
  checkedNanos: number;
}

export function sameHook(a: FilterHook, b: FilterHook): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.major === b.major && a.minor === b.minor;
}
